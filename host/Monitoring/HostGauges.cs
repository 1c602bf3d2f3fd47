using System.Diagnostics.Metrics;
using ReWorkerHost.Journal;
using ReWorkerHost.Messaging;
using ReWorkerHost.Telemetry;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Monitoring;

/// <summary>What is read off the host when somebody looks: its plugins, workers, queues and what it stands on.</summary>
internal sealed class HostGauges : IDisposable
{
    private readonly Meter meter = HostTelemetry.NewMeter();
    private readonly PluginSupervisor supervisor;
    private readonly BrokerLink broker;
    private readonly IJournal journal;
    private readonly QueueDepths depths;
    private volatile IReadOnlyDictionary<string, QueueDepth> queued = new Dictionary<string, QueueDepth>();

    /// <summary>Makes the instruments; nothing is read before somebody looks.</summary>
    public HostGauges(PluginSupervisor supervisor, BrokerLink broker, IJournal journal, TimeProvider time)
    {
        (this.supervisor, this.broker, this.journal) = (supervisor, broker, journal);
        depths = new QueueDepths(broker.Consuming, time);
        Gauge("reworkerhost.steps.running", "{step}", "Steps that run, by worker.", () => Workers.Select(worker => Of(worker.Busy, "worker", worker.Name)));
        Gauge("reworkerhost.worker.concurrency", "{step}", "Steps that a worker may run at a time.", () => Workers.Select(worker => Of(worker.Concurrency, "worker", worker.Name)));
        Gauge("reworkerhost.steps.stuck", "{step}", "Steps that were answered without their worker and still run, by queue.", CountStuck);
        Gauge("reworkerhost.queue.messages", "{message}", "Messages that wait in a worker's queue at the broker.", () => queued.Select(queue => Of(queue.Value.Messages, "queue", queue.Key)));
        Gauge("reworkerhost.queue.consumers", "{consumer}", "Consumers of a worker's queue at the broker, of all hosts.", () => queued.Select(queue => Of(queue.Value.Consumers, "queue", queue.Key)));
        Gauge("reworkerhost.plugins", "{plugin}", "Plugins by state.", CountPlugins);
        Gauge("reworkerhost.plugin.contexts", "{context}", "Versions of a plugin in memory, by whether they serve, are to go, or did not go when they should have.", CountContexts);
        Gauge("reworkerhost.broker.connected", "{connection}", "1 where the connection to the broker is there, else 0.", Connections);
        Gauge("reworkerhost.broker.blocked", "{connection}", "1 where the broker takes no messages at present, else 0.", () => [new(broker.Publishing.BlockedBecause is null ? 0 : 1)]);
        Gauge("reworkerhost.journal.healthy", "{journal}", "1 where the journal can be written, else 0.", () => [new(this.journal.Problem is null ? 1 : 0)]);
        Gauge("reworkerhost.problems", "{problem}", "What keeps the host from its work as it should; 0 where all is well.", () => [new(supervisor.Problems.Count)]);
    }

    private IEnumerable<WorkerStatus> Workers => supervisor.Plugins.SelectMany(plugin => plugin.Workers);

    /// <summary>Asks the broker anew how much waits, which the gauges themselves can't wait for.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) =>
        queued = await depths.ReadAsync([.. Workers.Select(worker => worker.Queue).Distinct()], cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        depths.Dispose();
    }

    private void Gauge(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> look) => meter.CreateObservableGauge(name, look, unit, description);

    private IEnumerable<Measurement<long>> CountPlugins()
    {
        var plugins = supervisor.Plugins;
        return Enum.GetValues<PluginState>().Select(state => Of(plugins.Count(plugin => plugin.State == state), "state", Word(state)));
    }

    /// <summary>Each worker's queue, and those of workers that are gone.</summary>
    private IEnumerable<Measurement<long>> CountStuck()
    {
        var stuck = supervisor.Steps.Stuck.Counts.ToDictionary();
        return Workers.Select(worker => worker.Queue).Union(stuck.Keys).Select(queue => Of(stuck.GetValueOrDefault(queue), "queue", queue));
    }

    private IEnumerable<Measurement<long>> CountContexts() => supervisor.InMemory
        .GroupBy(version => (version.Plugin, State: version.IsLeaked ? "leaked" : version.IsRetired ? "unloading" : "loaded"))
        .Select(versions => new Measurement<long>(versions.Count(), new KeyValuePair<string, object?>("plugin", versions.Key.Plugin), new("state", versions.Key.State)));

    private IEnumerable<Measurement<long>> Connections() =>
        [Of(broker.Consuming.IsOpen ? 1 : 0, "connection", "consuming"), Of(broker.Publishing.IsOpen ? 1 : 0, "connection", "publishing")];

    private static Measurement<long> Of(long value, string label, string word) => new(value, new KeyValuePair<string, object?>(label, word));

    private static string Word(PluginState state) => state switch
    {
        PluginState.Starting => "starting",
        PluginState.Serving => "serving",
        PluginState.Refused => "refused",
        PluginState.Quarantined => "quarantined",
        PluginState.Paused => "paused",
        PluginState.Disabled => "disabled",
        _ => "draining",
    };
}
