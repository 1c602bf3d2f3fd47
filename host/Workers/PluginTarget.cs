using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Workers;

/// <summary>What a plugin is to be.</summary>
/// <param name="Descriptor">What lies in the folder, or what the plugin is rolled back to.</param>
/// <param name="Configuration">What <c>plugins.json</c> says, and what was ordered over it.</param>
/// <param name="Reloads">How often it was ordered to be loaded anew.</param>
internal sealed record PluginTarget(PluginDescriptor Descriptor, HostConfiguration Configuration, int Reloads)
{
    /// <summary>The version that is wanted.</summary>
    public GenerationIdentity Identity => new(Descriptor.ContentHash, Configuration.SettingsJson(Descriptor.Name), Reloads);
}
