using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ReWorkerHost.Telemetry;

/// <summary>Counts and measures what the journal writes.</summary>
internal static class JournalMeter
{
    private static readonly Counter<long> Changes = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.journal.changes", "{change}", "Changes that the journal has committed; many that wait are one commit.");

    private static readonly Counter<long> Failures = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.journal.failures", "{commit}", "Commits that failed.");

    private static readonly Histogram<double> Duration = HostTelemetry.Meter.CreateHistogram(
        "reworkerhost.journal.commit.duration", "s", "How long commits of the journal took; its count is that of the commits.", null, HostTelemetry.ShortTimes);

    /// <summary>A batch was committed.</summary>
    public static void Commit(int changes, long begun)
    {
        Changes.Add(changes);
        if (Duration.Enabled) Duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>A commit failed.</summary>
    public static void Fail() => Failures.Add(1);
}
