namespace ReWorkerHost.Discovery;

/// <summary>What one look into the plugins folder found.</summary>
internal sealed record DiscoveryResult(IReadOnlyList<PluginDescriptor> Plugins, IReadOnlyList<DiscoveryProblem> Problems);
