namespace ReWorkerHost.Playbooks;

/// <summary>A playbook of the Release Engine, read and found good.</summary>
/// <param name="Group">Who owns it.</param>
/// <param name="Name">What it does, where it is said.</param>
/// <param name="Execution">Its sequences, in their order.</param>
internal sealed record Playbook(string Group, string? Name, IReadOnlyList<ExecutionSequence> Execution);
