using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Workers;

/// <summary>
/// Says which versions may be loaded. The hash is that of the shadow copy as well, which is compared with it before anything is loaded from
/// there: so it holds for the bytes that run.
/// </summary>
internal static class PluginTrust
{
    /// <summary>Refuses a version that is not trusted. None of its code has run.</summary>
    /// <exception cref="PluginLoadException">It is not.</exception>
    public static void Verify(PluginDescriptor plugin, HostConfiguration configuration)
    {
        if (configuration.Trust == TrustMode.Any || configuration.Pins(plugin.Name).Contains(plugin.ContentHash, StringComparer.OrdinalIgnoreCase)) return;
        throw new PluginLoadException(
            $"it is not trusted: trust is pinned, and the hash of its files, {plugin.ContentHash}, is not in plugins.{plugin.Name}.sha256 of plugins.json: if you trust these files, add it there");
    }
}
