namespace ReWorkerHost.Execution;

/// <summary>A worker as it describes itself.</summary>
/// <param name="Name">The worker's name.</param>
/// <param name="ClassName">The simple name of its class.</param>
/// <param name="Kind">What it consumes.</param>
/// <param name="Description">What it does, or <see langword="null"/>.</param>
/// <param name="Bindings">The routing keys it is bound by unless <c>plugins.json</c> says otherwise.</param>
/// <param name="Subcommands">Its subcommands; empty for a worker that reads the JSON itself.</param>
internal sealed record WorkerDescription(
    string Name,
    string ClassName,
    WorkerKind Kind,
    string? Description,
    IReadOnlyList<string> Bindings,
    IReadOnlyList<SubcommandDescription> Subcommands);
