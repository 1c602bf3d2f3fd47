namespace ReWorkerHost.Playbooks;

/// <summary>Steps that concern the same hosts.</summary>
/// <param name="Description">What they are for, where it is said.</param>
/// <param name="Hosts">The hosts.</param>
/// <param name="Steps">The steps, in their order.</param>
internal sealed record ExecutionSequence(string? Description, IReadOnlyList<string> Hosts, IReadOnlyList<PlaybookStep> Steps);
