using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Workers;

/// <summary>What a plugin is to be.</summary>
/// <param name="Descriptor">What lies in the folder.</param>
/// <param name="Configuration">What <c>plugins.json</c> says.</param>
internal sealed record PluginTarget(PluginDescriptor Descriptor, HostConfiguration Configuration)
{
    /// <summary>The version that is wanted.</summary>
    public GenerationIdentity Identity => new(Descriptor.ContentHash, Configuration.SettingsJson(Descriptor.Name));
}
