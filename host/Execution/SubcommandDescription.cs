using ReWorkerHost.Binding;

namespace ReWorkerHost.Execution;

/// <summary>A subcommand and the parameters it takes.</summary>
internal sealed record SubcommandDescription(string Name, string? Description, IReadOnlyList<ParameterDescription> Parameters);
