namespace ReWorkerHost.Playbooks;

/// <summary>A step of a release, ready to be sent.</summary>
/// <param name="Number">Its place in the release, from 1.</param>
/// <param name="Name">The worker and what it shall do.</param>
/// <param name="Sequence">The description of the sequence it belongs to, where there is one.</param>
/// <param name="Body">The job's body.</param>
internal sealed record ReleaseStep(int Number, StepName Name, string? Sequence, byte[] Body);
