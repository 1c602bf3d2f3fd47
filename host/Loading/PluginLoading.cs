using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Discovery;

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
        var services = BuildServices(assembly, settings, plugin.Stopping);
        await HoldAsync(plugin, services).ConfigureAwait(false);
        var workers = types.Select(type => new InProcessWorker(type, services, loggers)).ToList();
        RefuseTwins(workers);
        foreach (var worker in workers) await worker.TryConstructAsync().ConfigureAwait(false);
        plugin.Hold(workers);
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

    private ServiceProvider BuildServices(Assembly assembly, string? settings, CancellationToken stopping)
    {
        var builder = new ConfigurationBuilder();
        if (settings is not null) builder.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(settings)));
        IConfiguration configuration = builder.Build();
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(loggers); // an instance that is handed in is not disposed with the plugin
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(new PluginLifetime(stopping));
        var startups = assembly.GetExportedTypes().Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(IPluginStartup))).ToList();
        if (startups.Count > 1)
        {
            throw new PluginLoadException($"it has {startups.Count} classes that implement {nameof(IPluginStartup)} ({string.Join(", ", startups)}): keep one");
        }

        foreach (var startup in startups)
        {
            try
            {
                ((IPluginStartup)Activator.CreateInstance(startup)!).ConfigureServices(services, configuration);
            }
            catch (Exception exception)
            {
                var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
                throw new PluginLoadException($"its start-up {startup.Name} failed: {cause.Message}", exception) { IsFault = true };
            }
        }

        return services.BuildServiceProvider();
    }

    private static void RefuseTwins(IReadOnlyList<InProcessWorker> workers)
    {
        var twins = workers.GroupBy(worker => worker.Description.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twins is null) return;
        var classes = string.Join(" and ", twins.Select(worker => worker.Description.ClassName));
        throw new PluginLoadException($"two of its workers are named {twins.Key} ({classes}): give one another name with [Worker]");
    }

    private static string Explain(Exception exception) => exception switch
    {
        FileNotFoundException { FileName: { } file } => $"it needs {file}, which is not in its folder: publish the plugin with all it needs (EnableDynamicLoading)",
        BadImageFormatException => $"one of its files is not a .NET assembly for this machine, or is damaged: {exception.Message}",
        _ => $"it can't be loaded: {exception.GetType().Name}: {exception.Message}",
    };
}
