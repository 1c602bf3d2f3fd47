using Microsoft.Extensions.Logging;
using ReWorkerHost.Loading;
using ReWorkerHost.Messaging;
using ReWorkerHost.Steps;

namespace ReWorkerHost.Workers;

/// <summary>
/// One loaded version of one plugin, with its workers at their queues. Not safe for several callers at once: its slot's loop is the only one.
/// </summary>
internal sealed class Generation(
    GenerationIdentity identity, ILoadedPlugin plugin, Func<string, DeliverySlots> slots, IStepObserver observer, ServingEnvironment environment)
{
    private readonly Dictionary<string, ServingWorker> serving = new(StringComparer.Ordinal);
    private readonly List<Task> draining = [];
    private readonly ILogger logger = environment.Loggers.CreateLogger<Generation>();
    private IReadOnlyList<WorkerPlan> plans = [];
    private bool isPaused;

    /// <summary>What makes it another one than the next.</summary>
    public GenerationIdentity Identity => identity;

    /// <summary>The plugin.</summary>
    public ILoadedPlugin Plugin => plugin;

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset LoadedAt { get; } = environment.Time.GetUtcNow();

    /// <summary>It takes no steps.</summary>
    public bool IsPaused => isPaused;

    /// <summary>How its workers serve.</summary>
    public IReadOnlyList<WorkerPlan> Plans => plans;

    /// <summary>The queues its workers serve.</summary>
    public IReadOnlyList<string> Queues => [.. plans.Select(plan => plan.Queue)];

    /// <summary>Completes when every worker consumes for the first time.</summary>
    public Task Consuming => Task.WhenAll(serving.Values.Select(worker => worker.Consuming));

    /// <summary>Serves as planned: what is served in another way than before begins anew, and then ends in the old way. While it is paused, from <see cref="Resume"/> on.</summary>
    public void Serve(IReadOnlyList<WorkerPlan> wanted)
    {
        draining.RemoveAll(task => task.IsCompleted);
        plans = wanted;
        if (isPaused) return;
        foreach (var gone in serving.Keys.Except(wanted.Select(plan => plan.Name)).ToList())
        {
            serving.Remove(gone, out var worker);
            draining.Add(worker!.DisposeAsync().AsTask());
        }

        foreach (var plan in wanted)
        {
            if (serving.TryGetValue(plan.Name, out var before) && before.Plan.IsSameAs(plan)) continue;
            var queue = slots(plan.Queue);
            queue.Resize(plan.Options.Concurrency);
            var worker = serving[plan.Name] = new ServingWorker(plugin.Name, plan, queue, observer, environment);
            worker.Start();
            if (before is not null) draining.Add(ReplaceAsync(before, worker));
        }
    }

    /// <summary>Takes no steps until <see cref="Resume"/>; the running ones go on.</summary>
    public void Pause()
    {
        if (isPaused) return;
        isPaused = true;
        draining.RemoveAll(task => task.IsCompleted);
        draining.AddRange(serving.Values.Select(worker => worker.DisposeAsync().AsTask()));
        serving.Clear();
    }

    /// <summary>Takes steps again.</summary>
    public void Resume()
    {
        if (!isPaused) return;
        isPaused = false;
        Serve(plans);
    }

    /// <summary>Takes no steps any more, finishes the running ones and unloads the plugin.</summary>
    public async Task RetireAsync()
    {
        Pause();
        await Task.WhenAll(draining).ConfigureAwait(false);
        await plugin.DisposeAsync().ConfigureAwait(false);
        Log.Retired(logger, plugin.Name, plugin.Version);
    }

    private async Task ReplaceAsync(ServingWorker before, ServingWorker after)
    {
        await after.Consuming.WaitAsync(environment.Interrupt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await before.DisposeAsync().ConfigureAwait(false);
    }
}
