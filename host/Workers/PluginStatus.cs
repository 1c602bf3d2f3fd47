namespace ReWorkerHost.Workers;

/// <summary>A plugin as the host sees it.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Version">The version of its main assembly, where it was read.</param>
/// <param name="Queues">The queues its workers serve.</param>
/// <param name="Reason">Why it is refused.</param>
internal sealed record PluginStatus(string Name, PluginState State, string? Version, IReadOnlyList<string> Queues, string? Reason);
