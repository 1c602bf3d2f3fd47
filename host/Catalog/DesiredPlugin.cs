using ReWorkerHost.Discovery;

namespace ReWorkerHost.Catalog;

/// <summary>A plugin that is to run.</summary>
/// <param name="Descriptor">What lies in the folder.</param>
/// <param name="Settings">Its settings from <c>plugins.json</c> as JSON text, or <see langword="null"/>.</param>
internal sealed record DesiredPlugin(PluginDescriptor Descriptor, string? Settings);
