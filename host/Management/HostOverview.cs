using System.Reflection;
using ReWorkerHost.Configuration;
using ReWorkerHost.Journal;
using ReWorkerHost.Messaging;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Management;

/// <summary>Shows the host as it is, to whoever operates it.</summary>
internal sealed class HostOverview(
    PluginSupervisor supervisor, PluginControl control, PluginOrders orders, BrokerLink broker, HostSettings settings, HostIdentity identity, TimeProvider time) : IDisposable
{
    private static readonly string Version =
        typeof(HostOverview).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    private readonly QueueDepths depths = new(broker.Consuming, time);

    /// <summary>The host, with what waits at the broker for each of its workers.</summary>
    public async Task<HostStatus> LookAsync(CancellationToken cancellationToken)
    {
        var plugins = supervisor.Plugins;
        var queued = await depths.ReadAsync([.. plugins.SelectMany(plugin => plugin.Workers).Select(worker => worker.Queue)], cancellationToken).ConfigureAwait(false);
        var memory = supervisor.InMemory;
        var problems = supervisor.Problems;
        return new HostStatus(
            identity.Name,
            identity.Id,
            Version,
            identity.StartedAt,
            problems.Count == 0 ? "ok" : "degraded",
            problems,
            supervisor.ConfigurationProblems,
            broker.Settings.Display,
            orders.Of(PluginOrder.All).IsPaused,
            Environment.WorkingSet,
            memory.Count,
            [.. plugins.Select(plugin => Describe(plugin, memory.Count(version => version.Plugin == plugin.Name), queued))],
            [.. memory.Where(version => version.IsRetired).Select(version => new RetiredVersion(version.Plugin, version.Version, version.IsLeaked))],
            Running());
    }

    /// <summary>The jobs whose steps run, the oldest first.</summary>
    public IReadOnlyList<JobDetails> Running() =>
        [.. control.Running.Select(job => new JobDetails(identity.Name, job.Id, job.Plugin, job.Worker, job.Subcommand, job.CorrelationId, job.IsStuck ? "stuck" : "running", null, job.ReceivedAt, Hosts: job.Hosts))];

    /// <summary>The jobs that the journal remembers and that fit, the oldest of them first; those that run are among them.</summary>
    /// <exception cref="InvalidDataException">The journal can't be read.</exception>
    public IReadOnlyList<JobDetails> Jobs(JobFilter filter)
    {
        if (settings.Journal == JournalMode.Off || !File.Exists(settings.JournalFile)) return [.. Running().Where(job => Fits(job, filter)).TakeLast(filter.Last)];
        return [.. JournalHistory.Read(settings.JournalFile, filter).Select(job => JobDetails.Of(job, identity.Name))];
    }

    /// <summary>What a job's step has said, the last 500 lines; <see langword="null"/> where that is not kept.</summary>
    public IReadOnlyList<JobOutputLine>? OutputOf(string job) => control.OutputOf(job);

    /// <inheritdoc/>
    public void Dispose() => depths.Dispose();

    private static bool Fits(JobDetails job, JobFilter filter) =>
        (filter.Id ?? job.Id) == job.Id
        && (filter.CorrelationId ?? job.CorrelationId) == job.CorrelationId
        && string.Equals(filter.Worker ?? job.Worker, job.Worker, StringComparison.OrdinalIgnoreCase)
        && (filter.State ?? JobState.Running) == JobState.Running;

    private PluginDetails Describe(PluginStatus plugin, int contexts, IReadOnlyDictionary<string, QueueDepth> queued) => new(
        plugin.Name, plugin.State, plugin.Version, plugin.ContentHash, plugin.LoadedAt, plugin.Reason, contexts, Words(orders.Of(plugin.Name)),
        [.. plugin.Workers.Select(worker => Describe(worker, queued.GetValueOrDefault(worker.Queue)))]);

    private WorkerDetails Describe(WorkerStatus worker, QueueDepth? depth)
    {
        var totals = control.TotalsOf(worker.Name);
        return new WorkerDetails(
            worker.Name, worker.Queue, worker.Concurrency, worker.Busy, depth?.Messages, depth?.Consumers,
            totals(JobOutcome.Completed), totals(JobOutcome.Failed), totals(JobOutcome.Refused), totals(JobOutcome.TimedOut), totals(JobOutcome.Cancelled), totals(JobOutcome.Interrupted),
            control.QuantileOf(worker.Name, 0.5), control.QuantileOf(worker.Name, 0.95));
    }

    private static List<string> Words(PluginOrder order)
    {
        var words = new List<string>();
        if (order.IsPaused) words.Add("paused");
        if (order.IsEnabled is { } isEnabled) words.Add(isEnabled ? "switched on" : "switched off");
        if (order.RolledBackTo is not null) words.Add("rolled back");
        words.AddRange(order.Concurrency.Select(entry => $"{entry.Key} runs {entry.Value} at a time"));
        return words;
    }
}
