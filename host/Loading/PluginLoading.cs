using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Discovery;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Loading;

/// <summary>Loads plugins, each into a collectible load context of its own, from a shadow copy.</summary>
internal sealed class PluginLoading(ShadowCopy shadows, LoadContexts contexts, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger logger = loggers.CreateLogger<PluginLoading>();
    private readonly NativeLibraries natives = new(loggers.CreateLogger<PluginLoading>());

    /// <summary>Loads one plugin, runs its start-up and makes each of its workers once; no step has run yet.</summary>
    /// <param name="descriptor">The plugin in the folder.</param>
    /// <param name="settings">Its settings as JSON text, or <see langword="null"/>.</param>
    /// <param name="limit">How long its start-up and its constructors may take.</param>
    /// <param name="cancellationToken">Ends the wait for them.</param>
    /// <exception cref="PluginLoadException">It can't be loaded; nothing of it is left, but for what hangs.</exception>
    public async Task<ILoadedPlugin> LoadAsync(PluginDescriptor descriptor, string? settings, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        ContractCheck.Verify(descriptor.Facts);
        var main = shadows.Create(descriptor);
        var plugin = new InProcessPlugin(descriptor, Path.GetDirectoryName(main)!, contexts, logger);
        // Plugin code may block, so it gets a thread of its own, and a deadline.
        var loading = Task.Run(() => FillAsync(plugin, main, descriptor.Files, settings), CancellationToken.None);
        try
        {
            await loading.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
            return plugin;
        }
        catch (TimeoutException)
        {
            await plugin.DisposeAsync().ConfigureAwait(false);
            throw new PluginLoadException($"its start-up did not end within {limit.TotalSeconds} s: let it do its long work in a step, or raise startTimeout in plugins.json") { IsFault = true };
        }
        catch (Exception exception)
        {
            await plugin.DisposeAsync().ConfigureAwait(false);
            if (exception is PluginLoadException || cancellationToken.IsCancellationRequested) throw;
            throw new PluginLoadException(Explain(exception), exception);
        }
    }

    private async Task FillAsync(InProcessPlugin plugin, string main, IReadOnlyList<string> files, string? settings)
    {
        var loader = CreateLoader(main);
        var assembly = loader.LoadDefaultAssembly();
        plugin.Hold(loader, contexts.Add(plugin.Name, plugin.Version, new WeakReference(AssemblyLoadContext.GetLoadContext(assembly))));
        MissingDependencies.Verify(loader, assembly);
        var types = WorkerTypes.Find(assembly);
        var services = PluginServices.Build(assembly, settings, loggers, adjust: null, plugin.Stopping);
        await HoldAsync(plugin, services).ConfigureAwait(false);
        plugin.Hold(await PluginWorkers.CreateAsync(types, services, loggers).ConfigureAwait(false));
        natives.Note(plugin.Name, files);
    }

    /// <summary>A start-up that ends after its deadline leaves services that nobody else would dispose.</summary>
    private static async Task HoldAsync(InProcessPlugin plugin, ServiceProvider services)
    {
        try
        {
            plugin.Hold(services);
        }
        catch (ObjectDisposedException)
        {
            await services.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PluginLoader CreateLoader(string main) => PluginLoader.CreateFromAssemblyFile(main, config =>
    {
        config.IsUnloadable = true;
        config.PreferSharedTypes = false;
        config.IsLazyLoaded = false;
        config.EnableHotReload = false;
        config.LoadInMemory = false;
        foreach (var shared in ContractCheck.Shared) config.SharedAssemblies.Add(shared.GetName());
    });

    private static string Explain(Exception exception) => exception switch
    {
        FileNotFoundException { FileName: { } file } => $"it needs {file}, which is not in its folder: publish the plugin with all it needs (EnableDynamicLoading)",
        BadImageFormatException => $"one of its files is not a .NET assembly for this machine, or is damaged: {exception.Message}",
        _ => $"it can't be loaded: {exception.GetType().Name}: {exception.Message}",
    };
}
