using ReWorkerHost.Journal;

namespace ReWorkerHost.Steps;

/// <summary>How the jobs of one worker ended since the host's start, whatever version of it ran them.</summary>
internal sealed class WorkerStatistics
{
    private const int Window = 512;
    private readonly long[] totals = new long[(int)Enum.GetValues<JobOutcome>().Max() + 1];
    private readonly double[] latest = new double[Window];
    private long next;

    /// <summary>How many jobs have ended in a way.</summary>
    public long TotalOf(JobOutcome outcome) => Volatile.Read(ref totals[(int)outcome]);

    /// <summary>A job was decided.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="took">How long it took from its acceptance.</param>
    public void Note(JobOutcome outcome, TimeSpan took)
    {
        Interlocked.Increment(ref totals[(int)outcome]);
        latest[(Interlocked.Increment(ref next) - 1) % Window] = took.TotalSeconds;
    }

    /// <summary>The seconds that a share of the last 512 jobs took at most; <see langword="null"/> where there was none.</summary>
    /// <param name="share">The share, over 0 and up to 1.</param>
    public double? Quantile(double share)
    {
        var count = (int)Math.Min(Volatile.Read(ref next), Window);
        if (count == 0) return null;
        var sorted = latest.AsSpan(0, count).ToArray();
        Array.Sort(sorted);
        return sorted[Math.Clamp((int)Math.Ceiling(share * count) - 1, 0, count - 1)];
    }
}
