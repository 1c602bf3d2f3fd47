using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Discovery;
using ReWorkerHost.Loading;
using ReWorkerHost.Messaging;

namespace ReWorkerHost.Workers;

/// <summary>
/// The life of one plugin. Its loop brings what runs to what is wanted: the new version is loaded, checked and consuming before the old
/// one stops; a version that can't be taken up changes nothing of the one that runs. A plugin that hangs holds up no other's loop.
/// </summary>
internal sealed class PluginSlot : IAsyncDisposable
{
    private readonly string name;
    private readonly SlotEnvironment environment;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Wake wake = new();
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, DeliverySlots> slots = new(StringComparer.Ordinal);
    private readonly FaultWindow faults;
    private readonly Quarantine quarantine;
    private readonly List<Task> retiring = [];
    private Task running = Task.CompletedTask;
    private Generation? current;
    private Rejection? rejection;
    private PluginTarget? applied;
    private volatile PluginTarget? target;
    private volatile PluginStatus status;
    private volatile string? damage;
    private volatile bool hasTooManyFaults;
    private volatile bool isEmpty;

    /// <summary>Prepares the slot; nothing runs yet.</summary>
    public PluginSlot(string name, SlotEnvironment environment)
    {
        this.name = name;
        this.environment = environment;
        time = environment.Serving.Time;
        logger = environment.Serving.Loggers.CreateLogger<PluginSlot>();
        faults = new FaultWindow(time);
        quarantine = new Quarantine(time);
        status = new PluginStatus(name, PluginState.Starting);
    }

    /// <summary>The plugin as it is now.</summary>
    public PluginStatus Status => status;

    /// <summary>Completes when the first version consumes, or it is known that none does.</summary>
    public Task Settled => settled.Task;

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

    /// <summary>Has the loop look again.</summary>
    public void Wake() => wake.Call();

    /// <summary>Finishes the running steps of every version, within the host's drain limit, and unloads them.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        if (current is not null)
        {
            status = status with { State = PluginState.Draining };
            Retire(Task.CompletedTask);
        }

        await Task.WhenAll(retiring).ConfigureAwait(false);
        stop.Dispose();
    }

    private void Fault(Generation? generation)
    {
        if (target is not { } wanted || !ReferenceEquals(generation, current)) return;
        var limits = wanted.Configuration.Limits(name);
        if (!faults.Record(limits.Faults, limits.Window)) return;
        hasTooManyFaults = true;
        Wake();
    }

    private static bool IsSame(PluginTarget? one, PluginTarget? other) =>
        one?.Descriptor.ContentHash == other?.Descriptor.ContentHash && ReferenceEquals(one?.Configuration, other?.Configuration);

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ReconcileAsync().ConfigureAwait(false);
                retiring.RemoveAll(task => task.IsCompletedSuccessfully);
                isEmpty = current is null && retiring.Count == 0;
                await wake.WaitAsync(quarantine.Rest ?? Timeout.InfiniteTimeSpan, time, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) // a fault of the host's own: the plugin stays as it is, and the next change is tried
            {
                Log.SlotFailed(logger, exception, name);
                settled.TrySetResult();
                await wake.WaitAsync(Timeout.InfiniteTimeSpan, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReconcileAsync()
    {
        var wanted = target;
        if (wanted is null)
        {
            Drop();
            return;
        }

        if (current?.Identity == wanted.Identity)
        {
            if (rejection is not null) Log.BackAsItWas(logger, name, current.Plugin.Version);
            rejection = null;
            if (!ReferenceEquals(applied?.Configuration, wanted.Configuration)) Reconfigure(wanted);
            Care(wanted);
            return;
        }

        if (rejection is { } known && known.Identity == wanted.Identity && !known.IsConflict && quarantine.Rest != TimeSpan.Zero)
        {
            Care(wanted);
            return;
        }

        await TakeUpAsync(wanted).ConfigureAwait(false);
    }

    /// <summary>Loads what is wanted and lets it serve in place of what runs; where that can't be, what runs goes on.</summary>
    private async Task TakeUpAsync(PluginTarget wanted)
    {
        if (current is null && rejection?.Identity != wanted.Identity) quarantine.Reset();
        var (plugin, plans, refusal) = await LoadAsync(wanted.Descriptor, wanted).ConfigureAwait(false);
        if (plugin is not null)
        {
            rejection = null;
            Swap(wanted, wanted.Identity, plugin, plans);
            return;
        }

        var isNews = rejection?.Identity != wanted.Identity || rejection.Reason != refusal!.Message;
        rejection = new Rejection(wanted.Identity, wanted.Descriptor.Facts.Version.ToString(), refusal!.Message, refusal.IsConflict);
        if (isNews) Log.Refused(logger, name, rejection.Version, refusal.Message, refusal.InnerException?.ToString());
        if (current is null && environment.GoodVersions.Find(name) is { } good && good.ContentHash != wanted.Descriptor.ContentHash)
        {
            (plugin, plans, _) = await LoadAsync(good, wanted).ConfigureAwait(false);
            if (plugin is not null)
            {
                Log.GoesBack(logger, name, plugin.Version);
                Swap(wanted, new GenerationIdentity(good.ContentHash, wanted.Identity.SettingsJson), plugin, plans);
            }
        }

        if (current is null && refusal.IsFault) Log.SetAside(logger, name, quarantine.Begin(wanted.Configuration.Limits(name)).TotalSeconds, "its start-up fails");
        Show();
        if (current is null) settled.TrySetResult();
    }

    private async Task<(ILoadedPlugin? Plugin, IReadOnlyList<WorkerPlan> Plans, PluginLoadException? Refusal)> LoadAsync(PluginDescriptor descriptor, PluginTarget wanted)
    {
        ILoadedPlugin? plugin = null;
        try
        {
            plugin = await environment.Loading.LoadAsync(descriptor, wanted.Identity.SettingsJson, wanted.Configuration.Limits(name).StartTimeout).ConfigureAwait(false);
            return (plugin, Plan(plugin, wanted), null);
        }
        catch (PluginLoadException exception)
        {
            if (plugin is not null) await plugin.DisposeAsync().ConfigureAwait(false);
            return (null, [], exception);
        }
    }

    private IReadOnlyList<WorkerPlan> Plan(ILoadedPlugin plugin, PluginTarget wanted)
    {
        var plans = WorkerPlan.For(plugin, wanted.Configuration, out var problems);
        if (problems.Count > 0) throw new PluginLoadException(string.Join("; ", problems));
        if (environment.Claims.TryClaim(name, [.. plans.Select(plan => plan.Queue)]) is { } taken) throw new PluginLoadException(taken) { IsConflict = true };
        return plans;
    }

    private void Swap(PluginTarget wanted, GenerationIdentity identity, ILoadedPlugin plugin, IReadOnlyList<WorkerPlan> plans)
    {
        Generation? next = null;
        next = new Generation(identity, plugin, queue => slots.GetOrAdd(queue, _ => new DeliverySlots(1)), new StepFaults(() => Fault(next)), environment.Serving);
        next.Serve(plans);
        faults.Clear();
        hasTooManyFaults = false;
        quarantine.Reset();
        var consuming = next.Consuming;
        if (current is not null) Retire(consuming);
        current = next;
        applied = wanted;
        Show();
        Log.Serving(logger, name, plugin.Version, string.Join(", ", next.Queues));
        retiring.Add(AnnounceAsync(consuming, identity.ContentHash == wanted.Descriptor.ContentHash ? wanted.Descriptor : null));
    }

    private async Task AnnounceAsync(Task consuming, PluginDescriptor? good)
    {
        await consuming.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        settled.TrySetResult();
        if (good is not null && consuming.IsCompletedSuccessfully) environment.GoodVersions.Keep(good);
    }

    /// <summary>Serves the same version in another way; nothing is loaded.</summary>
    private void Reconfigure(PluginTarget wanted)
    {
        applied = wanted;
        try
        {
            var plans = Plan(current!.Plugin, wanted);
            if (!quarantine.IsOn) current.Serve(plans);
            Show();
        }
        catch (PluginLoadException exception)
        {
            Log.NotReconfigured(logger, name, exception.Message);
            status = status with { Reason = exception.Message };
        }
    }

    /// <summary>Sets a version that fails by faults of its own aside, and takes it back when its time has come.</summary>
    private void Care(PluginTarget wanted)
    {
        if (current is null) return;
        if (quarantine.Rest == TimeSpan.Zero)
        {
            quarantine.End();
            faults.Clear();
            hasTooManyFaults = false;
            current.Resume();
            Log.TakenBack(logger, name);
        }
        else if (hasTooManyFaults && !quarantine.IsOn)
        {
            current.Pause();
            var limits = wanted.Configuration.Limits(name);
            Log.SetAside(logger, name, quarantine.Begin(limits).TotalSeconds, $"{limits.Faults} steps failed by faults of its own within {limits.Window.TotalSeconds} s");
        }

        Show();
    }

    private void Drop()
    {
        rejection = null;
        quarantine.Reset();
        applied = null;
        if (current is not null)
        {
            Log.Removed(logger, name);
            Retire(Task.CompletedTask);
        }

        environment.Claims.Free(name);
        settled.TrySetResult();
        status = new PluginStatus(name, PluginState.Disabled);
    }

    /// <summary>Retires what runs, when what follows it consumes.</summary>
    private void Retire(Task follower)
    {
        retiring.Add(RetireAsync(current!, follower));
        current = null;
    }

    private async Task RetireAsync(Generation old, Task follower)
    {
        await follower.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await old.RetireAsync().ConfigureAwait(false);
        Wake();
    }

    private void Show() => status = new PluginStatus(
        name,
        quarantine.IsOn ? PluginState.Quarantined : current is not null ? PluginState.Serving : PluginState.Refused,
        current?.Plugin.Version ?? rejection?.Version,
        current?.Plugin.ContentHash,
        current?.Queues,
        Reason());

    private string? Reason()
    {
        var reason = damage ?? rejection?.Reason;
        return reason is null || current is null ? reason : $"what lies in the folder is refused, and version {current.Plugin.Version} goes on: {reason}";
    }
}
