namespace ReWorkerHost.Discovery;

/// <summary>Something in the plugins folder that looks like a plugin and is none.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Reason">Why it is none, and what to do.</param>
internal sealed record DiscoveryProblem(string Name, string Reason);
