using ReWorkerHost.Binding;

namespace ReWorkerHost.Loading;

/// <summary>A subcommand and the parameters it takes.</summary>
internal sealed record SubcommandDescription(string Name, string? Description, IReadOnlyList<ParameterDescription> Parameters);
