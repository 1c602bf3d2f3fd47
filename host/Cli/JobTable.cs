using System.Globalization;
using ReWorkerHost.Management;

namespace ReWorkerHost.Cli;

/// <summary>Jobs as a table.</summary>
internal static class JobTable
{
    private static readonly string[] Head = ["RECEIVED", "TOOK", "STATE", "OUTCOME", "STEP", "RELEASE", "JOB"];

    /// <summary>The lines; with a column for the host where there are several.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<JobDetails> jobs)
    {
        if (jobs.Count == 0) return ["No job fits."];
        var several = jobs.Select(job => job.Host).Distinct().Count() > 1;
        return TextTable.Lines(several ? [.. Head, "HOST"] : Head, jobs.Select(job => several ? [.. Row(job), job.Host] : Row(job)));
    }

    private static string[] Row(JobDetails job) =>
    [
        job.ReceivedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        job.Seconds is { } seconds ? seconds.ToString("0.000 s", CultureInfo.InvariantCulture) : "-",
        job.State,
        job.Outcome ?? "-",
        $"{job.Worker}:{job.Subcommand}",
        job.CorrelationId ?? "-",
        job.Id,
    ];
}
