using McMaster.NETCore.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Loading;

/// <summary>A plugin that runs in this process, in its own load context.</summary>
internal sealed class InProcessPlugin(PluginDescriptor descriptor, string copy, LoadContexts contexts, ILogger logger) : ILoadedPlugin
{
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource stopping = new();
    private PluginLoader? loader;
    private LoadContextEntry? entry;
    private ServiceProvider? services;

    /// <inheritdoc/>
    public string Name => descriptor.Name;

    /// <inheritdoc/>
    public string Version => descriptor.Facts.Version.ToString();

    /// <inheritdoc/>
    public string ContentHash => descriptor.ContentHash;

    /// <inheritdoc/>
    public IReadOnlyList<ILoadedWorker> Workers { get; private set; } = [];

    /// <summary>Cancelled when the plugin is to end what it runs.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Takes over a load context as soon as it is made, so that it is unloaded whatever happens next.</summary>
    public void Hold(PluginLoader made, LoadContextEntry known) => (loader, entry) = (made, known);

    /// <summary>Takes over the plugin's services.</summary>
    public void Hold(ServiceProvider made) => services = made;

    /// <summary>Takes over the plugin's workers.</summary>
    public void Hold(IReadOnlyList<ILoadedWorker> made) => Workers = made;

    /// <summary>Ends what the plugin runs, with a deadline, and lets go of all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        Workers = [];
        try
        {
            await Task.Run(CleanUpAsync).WaitAsync(CleanUpLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.CleanUpHangs(logger, Name, CleanUpLimit.TotalSeconds);
        }
        catch (Exception exception) // the plugin's own
        {
            Log.CleanUpFailed(logger, exception, Name);
        }

        services = null;
        loader?.Dispose();
        loader = null;
        if (entry is not null) contexts.Retire(entry);
        entry = null;
        ShadowCopy.Delete(copy, logger);
    }

    private async Task CleanUpAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        if (services is not null) await services.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }
}
