namespace ReWorkerHost.Playbooks;

/// <summary>How a release ended.</summary>
/// <param name="ReleaseId">The release's id, the correlation id of its messages.</param>
/// <param name="Completed">The number of steps that completed.</param>
/// <param name="LastStep">The step that ran last.</param>
/// <param name="LastEnd">How it ended.</param>
/// <param name="Elapsed">The time it took.</param>
internal sealed record ReleaseResult(string ReleaseId, int Completed, ReleaseStep LastStep, StepEnd LastEnd, TimeSpan Elapsed)
{
    /// <summary>What a process that ran it exits with: 0 completed, 130 stopped by the person, 1 otherwise.</summary>
    public int ExitCode => LastEnd.Kind switch
    {
        StepEndKind.Completed => 0,
        StepEndKind.Stopped => 130,
        _ => 1,
    };
}
