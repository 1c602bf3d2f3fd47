using ReWorkerHost.Workers;

namespace ReWorkerHost.Management;

/// <summary>A job with what its step has said.</summary>
internal sealed record JobReport : JobDetails
{
    /// <summary>The job with its output.</summary>
    public JobReport(JobDetails job, IReadOnlyList<JobOutputLine>? output) : base(job) => Output = output;

    /// <summary>The last 500 lines of output; left out where they are not kept: they are for steps that run, and the last 200 that have ended.</summary>
    public IReadOnlyList<JobOutputLine>? Output { get; }
}
