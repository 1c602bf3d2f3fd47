using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Discovery;
using ReWorkerHost.Execution;
using ReWorkerHost.Messaging;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Workers;

/// <summary>
/// What runs of one plugin, and how it becomes what is wanted: the new version is loaded, checked and consuming before the old one
/// stops; a version that can't be taken up changes nothing of the one that runs. Only its slot's loop calls it.
/// </summary>
/// <param name="name">The plugin's name.</param>
/// <param name="environment">What all plugins share.</param>
/// <param name="wake">Has the slot's loop look again.</param>
/// <param name="stop">Cancelled when the host stops.</param>
internal sealed class PluginLife(string name, SlotEnvironment environment, Action wake, CancellationToken stop)
{
    private readonly ILogger logger = environment.Serving.Loggers.CreateLogger<PluginLife>();
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, DeliverySlots> slots = new(StringComparer.Ordinal);
    private readonly CandidateLoading candidates = new(environment.Loading, environment.Claims);
    private readonly Quarantine quarantine = new(environment.Serving.Time);
    private readonly Retirements retirements = new(name, wake, environment.Serving.Loggers.CreateLogger<PluginLife>());
    private Task announcement = Task.CompletedTask;
    private Generation? current;
    private Rejection? rejection;
    private PluginTarget? applied;
    private string? damage;
    private string? misconfiguration;
    private volatile PluginStatus status = new(name, PluginState.Starting);

    /// <summary>The plugin as it is now.</summary>
    public PluginStatus Status => status;

    /// <summary>Completes when the first version consumes, or it is known that none does.</summary>
    public Task Settled => settled.Task;

    /// <summary>Completes when what runs consumes for the first time.</summary>
    public Task Consuming => announcement;

    /// <summary>When there is something to do again by itself; <see langword="null"/> for never.</summary>
    public TimeSpan? NextLook => quarantine.Rest;

    /// <summary>It is known that no version consumes.</summary>
    public void Settle() => settled.TrySetResult();

    /// <summary>Nothing of the plugin is left.</summary>
    public bool IsOver() => retirements.AreDone() && current is null;

    /// <summary>Brings what runs to what is wanted.</summary>
    /// <param name="wanted">What is wanted; <see langword="null"/> for nothing.</param>
    /// <param name="damaged">Why what lies in the folder can't be used, or <see langword="null"/>.</param>
    public async Task ReconcileAsync(PluginTarget? wanted, string? damaged)
    {
        damage = damaged;
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

        if (rejection?.Covers(wanted) == true && (current is not null || quarantine.Rest != TimeSpan.Zero))
        {
            Care(wanted);
            return;
        }

        await TakeUpAsync(wanted).ConfigureAwait(false);
        // The version that goes on in place of a refused one obeys what plugins.json says now.
        if (current is not null && !ReferenceEquals(applied?.Configuration, wanted.Configuration)) Reconfigure(wanted);
    }

    /// <summary>Finishes the running steps of every version, within the host's drain limit, and unloads them.</summary>
    public async Task EndAsync()
    {
        if (current is not null)
        {
            status = status with { State = PluginState.Draining };
            Retire(Task.CompletedTask);
        }

        await retirements.WhenDoneAsync().ConfigureAwait(false);
        await announcement.ConfigureAwait(false);
    }

    /// <summary>Loads what is wanted and lets it serve in place of what runs; where that can't be, what runs goes on.</summary>
    private async Task TakeUpAsync(PluginTarget wanted)
    {
        if (current is null && rejection?.Covers(wanted) != true) quarantine.Reset();
        var candidate = await candidates.LoadAsync(wanted.Descriptor, wanted, stop).ConfigureAwait(false);
        if (candidate.Refusal is not { } refusal)
        {
            rejection = null;
            Swap(wanted, candidate, wanted.Identity);
            return;
        }

        Reject(wanted, refusal);
        if (current is null) await GoBackAsync(wanted).ConfigureAwait(false);
        if (current is null) quarantine.End();
        if (current is null && refusal.IsFault) SetAside(wanted, "its start-up fails");
        Show();
        if (current is null) settled.TrySetResult();
    }

    /// <summary>Notes a fault of what runs, outside of its steps; safe for several callers at once.</summary>
    public void NoteFault() => Fault(current);

    private void Fault(Generation? generation)
    {
        if (ReferenceEquals(generation, current) && applied is { } now && quarantine.Note(now.Configuration.Limits(name))) wake();
    }

    private void Reject(PluginTarget wanted, PluginLoadException refusal)
    {
        var isNews = rejection?.Identity != wanted.Identity || rejection.Reason != refusal.Message;
        rejection = new Rejection(wanted.Identity, wanted.Configuration, wanted.Descriptor.Facts.Version.ToString(), refusal.Message, refusal.IsConflict);
        if (!isNews) return;
        PluginMeter.Refuse(name);
        Log.Refused(logger, name, rejection.Version, refusal.Message, refusal.InnerException?.ToString());
    }

    private async Task GoBackAsync(PluginTarget wanted)
    {
        if (environment.GoodVersions.Find(name) is not { } good || good.ContentHash == wanted.Descriptor.ContentHash) return;
        var candidate = await candidates.LoadAsync(good, wanted, stop).ConfigureAwait(false);
        if (candidate.Refusal is not null) return; // the reason that counts is that of what lies in the folder
        Log.GoesBack(logger, name, candidate.Plugin!.Version);
        Swap(wanted, candidate, wanted.Identity with { ContentHash = good.ContentHash });
    }

    private void Swap(PluginTarget wanted, Candidate candidate, GenerationIdentity identity)
    {
        var plugin = candidate.Plugin!;
        Generation? next = null;
        next = new Generation(identity, plugin, SlotsOf, new StepFaults(() => Fault(next)), environment.Serving);
        var isPaused = wanted.Configuration.IsPaused(name);
        if (isPaused) next.Pause();
        next.Serve(candidate.Plans);
        quarantine.Reset();
        var consuming = next.Consuming;
        if (current is not null) Retire(consuming);
        current = next;
        PluginMeter.Load(name);
        applied = wanted;
        misconfiguration = null;
        Show();
        if (isPaused) Log.Paused(logger, name);
        else Log.Serving(logger, name, plugin.Version, string.Join(", ", next.Queues));
        var isGood = !isPaused && identity.ContentHash == wanted.Descriptor.ContentHash;
        announcement = AnnounceAsync(consuming, isGood ? wanted.Descriptor : null);
    }

    private async Task AnnounceAsync(Task consuming, PluginDescriptor? good)
    {
        await consuming.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        settled.TrySetResult();
        if (good is not null && consuming.IsCompletedSuccessfully) environment.GoodVersions.Keep(good);
    }

    /// <summary>Serves the same version in another way; nothing is loaded.</summary>
    private void Reconfigure(PluginTarget wanted)
    {
        applied = wanted;
        try
        {
            current!.Serve(candidates.Plan(current.Plugin, wanted));
            misconfiguration = null;
        }
        catch (PluginLoadException exception)
        {
            misconfiguration = exception.Message;
            Log.NotReconfigured(logger, name, exception.Message);
        }
    }

    /// <summary>Sets a version that fails by faults of its own aside, and takes it back when its time has come.</summary>
    private void Care(PluginTarget wanted)
    {
        if (current is null) return;
        if (quarantine.Rest == TimeSpan.Zero)
        {
            quarantine.End();
            Log.TakenBack(logger, name);
        }
        else if (quarantine.IsDue)
        {
            var limits = wanted.Configuration.Limits(name);
            SetAside(wanted, $"{limits.Faults} steps failed by faults of its own within {limits.Window.TotalSeconds} s");
        }

        Hold(wanted.Configuration.IsPaused(name));
        Show();
    }

    private void SetAside(PluginTarget wanted, string reason)
    {
        PluginMeter.SetAside(name);
        Log.SetAside(logger, name, quarantine.Begin(wanted.Configuration.Limits(name)).TotalSeconds, reason);
    }

    /// <summary>Takes steps or takes none, as quarantine and operators want it.</summary>
    private void Hold(bool isPaused)
    {
        if (isPaused && !current!.IsPaused) Log.Paused(logger, name);
        else if (!isPaused && status.State == PluginState.Paused) Log.Resumed(logger, name);
        if (isPaused || quarantine.IsOn) current!.Pause();
        else current!.Resume();
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
        status = new PluginStatus(name, retirements.AreDone() ? PluginState.Disabled : PluginState.Draining);
    }

    /// <summary>Retires what runs, when what follows it consumes.</summary>
    private void Retire(Task follower)
    {
        retirements.Add(current!, follower, stop);
        current = null;
    }

    private void Show() => status = PluginStatus.Of(
        name, current, rejection, quarantine.IsOn, PluginStatus.Explain(damage ?? rejection?.Reason, misconfiguration, current?.Plugin.Version), SlotsOf);

    private DeliverySlots SlotsOf(string queue) => slots.GetOrAdd(queue, static _ => new DeliverySlots(1));
}
