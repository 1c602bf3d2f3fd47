using System.Diagnostics.Metrics;

namespace ReWorkerHost.Telemetry;

/// <summary>Counts and measures steps, by their terminal decision.</summary>
internal static class StepMeter
{
    private static readonly Counter<long> Decided = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.steps", "{step}", "Steps that were decided: each accepted job once, by how it ended.");

    private static readonly Histogram<double> Duration = HostTelemetry.Meter.CreateHistogram(
        "reworkerhost.step.duration", "s", "How long steps took from their acceptance to their decision.", null, HostTelemetry.LongTimes);

    private static readonly Counter<long> Stuck = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.steps.abandoned", "{step}", "Steps that did not heed the end of their time and were answered without their worker.");

    private static readonly Counter<long> Dropped = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.redeliveries.dropped", "{message}", "Deliveries dropped because they repeat a job that this host or another has taken already.");

    /// <summary>A step was decided.</summary>
    /// <param name="worker">Its worker.</param>
    /// <param name="subcommand">Its subcommand, one of those that are known.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="took">How long it took; <see langword="null"/> where it was another process that ran it.</param>
    public static void Decide(string worker, string subcommand, string outcome, TimeSpan? took)
    {
        Decided.Add(1, new("worker", worker), new("subcommand", subcommand), new("outcome", outcome));
        if (took is { } time) Duration.Record(time.TotalSeconds, new("worker", worker), new("outcome", outcome));
    }

    /// <summary>A step is stuck.</summary>
    public static void Abandon(string worker) => Stuck.Add(1, new KeyValuePair<string, object?>("worker", worker));

    /// <summary>A repetition was dropped.</summary>
    public static void Drop(string worker) => Dropped.Add(1, new KeyValuePair<string, object?>("worker", worker));
}
