using McMaster.NETCore.Plugins;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Loading;

/// <summary>A plugin that runs in this process, in its own load context.</summary>
internal sealed class InProcessPlugin(
    PluginDescriptor descriptor, PluginLoader loader, ServiceProvider services, string copy, IReadOnlyList<ILoadedWorker> workers) : ILoadedPlugin
{
    /// <inheritdoc/>
    public string Name => descriptor.Name;

    /// <inheritdoc/>
    public string Version => descriptor.Facts.Version.ToString();

    /// <inheritdoc/>
    public string ContentHash => descriptor.ContentHash;

    /// <inheritdoc/>
    public IReadOnlyList<ILoadedWorker> Workers { get; } = workers;

    /// <summary>Disposes the plugin's services, begins the unloading of its context and deletes its copy.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await services.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            loader.Dispose();
            ShadowCopy.Delete(copy);
        }
    }
}
