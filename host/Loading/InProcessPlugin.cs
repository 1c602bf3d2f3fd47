using McMaster.NETCore.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Discovery;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Loading;

/// <summary>A plugin that runs in this process, in its own load context.</summary>
internal sealed class InProcessPlugin(PluginDescriptor descriptor, string copy, LoadContexts contexts, ILogger logger) : ILoadedPlugin
{
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource stopping = new();
    private PluginLoader? loader;
    private LoadContextEntry? entry;
    private readonly Lock gate = new();
    private ServiceProvider? services;
    private bool isDisposed;

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
    /// <exception cref="ObjectDisposedException">The plugin was given up meanwhile; the context is unloaded.</exception>
    public void Hold(PluginLoader made, LoadContextEntry known)
    {
        lock (gate)
        {
            (loader, entry) = (made, known);
            if (!isDisposed) return;
        }

        LetGo();
        throw new ObjectDisposedException(Name);
    }

    /// <summary>Takes over the plugin's services.</summary>
    /// <exception cref="ObjectDisposedException">The plugin was given up while its start-up ran.</exception>
    public void Hold(ServiceProvider made)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            services = made;
        }
    }

    /// <summary>Takes over the plugin's workers.</summary>
    public void Hold(IReadOnlyList<ILoadedWorker> made) => Workers = made;

    /// <summary>Ends what the plugin runs, with a deadline, and lets go of all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        ServiceProvider? provider;
        lock (gate)
        {
            isDisposed = true;
            (provider, services) = (services, null);
        }

        Workers = [];
        try
        {
            await Task.Run(() => CleanUpAsync(provider)).WaitAsync(CleanUpLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.CleanUpHangs(logger, Name, CleanUpLimit.TotalSeconds);
        }
        catch (Exception exception) // the plugin's own
        {
            Log.CleanUpFailed(logger, exception, Name);
        }

        LetGo();
        ShadowCopy.Delete(copy, logger);
    }

    private void LetGo()
    {
        lock (gate)
        {
            loader?.Dispose();
            loader = null;
            if (entry is not null) contexts.Retire(entry);
            entry = null;
        }
    }

    private async Task CleanUpAsync(ServiceProvider? provider)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        if (provider is not null) await provider.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }
}
