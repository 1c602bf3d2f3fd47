using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Workers;

/// <summary>
/// The place of one plugin: it takes what is wanted of it, and its loop brings what runs to that. A plugin that hangs holds up no
/// other's loop.
/// </summary>
internal sealed class PluginSlot : IAsyncDisposable
{
    private readonly string name;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Wake wake = new();
    private readonly Pass pass = new();
    private readonly CancellationTokenSource stop = new();
    private readonly PluginLife life;
    private Task running = Task.CompletedTask;
    private volatile PluginTarget? target;
    private volatile string? damage;
    private volatile bool isEmpty;

    /// <summary>Prepares the slot; nothing runs yet.</summary>
    public PluginSlot(string name, SlotEnvironment environment)
    {
        this.name = name;
        time = environment.Serving.Time;
        logger = environment.Serving.Loggers.CreateLogger<PluginSlot>();
        life = new PluginLife(name, environment, Wake, stop.Token);
    }

    /// <summary>The plugin as it is now.</summary>
    public PluginStatus Status => life.Status;

    /// <summary>Completes when the first version consumes, or it is known that none does.</summary>
    public Task Settled => life.Settled;

    /// <summary>Completes when what is wanted now was tried.</summary>
    public Task Tried
    {
        get
        {
            var next = pass.Next;
            Wake();
            return next;
        }
    }

    /// <summary>Completes when what runs consumes for the first time.</summary>
    public Task Consuming => life.Consuming;

    /// <summary>Nothing is wanted and nothing of the plugin is left.</summary>
    public bool IsEmpty => isEmpty && target is null;

    /// <summary>Begins the loop.</summary>
    public void Start() => running = Task.Run(RunAsync);

    /// <summary>Says what the plugin is to be; <see langword="null"/> for gone or switched off. What it is already changes nothing.</summary>
    public void Assign(PluginTarget? wanted)
    {
        if (damage is null && IsSame(target, wanted)) return;
        damage = null;
        target = wanted;
        Wake();
    }

    /// <summary>Its files can't be used as they are: what runs goes on until they are whole again.</summary>
    public void ReportDamage(string reason)
    {
        if (damage == reason) return;
        damage = reason;
        Wake();
    }

    /// <summary>Notes a fault of what runs, outside of its steps.</summary>
    public void NoteFault() => life.NoteFault();

    /// <summary>Has the loop look again.</summary>
    public void Wake() => wake.Call();

    /// <summary>Finishes the running steps of every version, within the host's drain limit, and unloads them.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        await life.EndAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    private static bool IsSame(PluginTarget? one, PluginTarget? other) =>
        one?.Descriptor.ContentHash == other?.Descriptor.ContentHash && one?.Reloads == other?.Reloads && ReferenceEquals(one?.Configuration, other?.Configuration);

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var end = pass.Begin();
            try
            {
                await life.ReconcileAsync(target, damage).ConfigureAwait(false);
                isEmpty = life.IsOver();
                end();
                await wake.WaitAsync(life.NextLook ?? Timeout.InfiniteTimeSpan, time, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) // a fault of the host's own: the plugin stays as it is, and the next change is tried
            {
                Log.SlotFailed(logger, exception, name);
                life.Settle();
                end();
                await wake.WaitAsync(Timeout.InfiniteTimeSpan, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
