using System.Reflection;
using System.Runtime.CompilerServices;
using McMaster.NETCore.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Loading;

/// <summary>Loads plugins, each into a collectible load context of its own, from a shadow copy.</summary>
internal sealed class PluginLoading(ShadowCopy shadows, ILoggerFactory loggers)
{
    /// <summary>Loads one plugin and prepares its workers; none of them has run yet.</summary>
    /// <param name="descriptor">The plugin in the folder.</param>
    /// <param name="settings">Its settings as JSON text, or <see langword="null"/>.</param>
    /// <exception cref="PluginLoadException">It can't be loaded; nothing of it is left.</exception>
    public async Task<ILoadedPlugin> LoadAsync(PluginDescriptor descriptor, string? settings)
    {
        ContractCheck.Verify(descriptor.Facts);
        var main = shadows.Create(descriptor);
        PluginLoader? loader = null;
        ServiceProvider? services = null;
        try
        {
            loader = CreateLoader(main);
            var assembly = loader.LoadDefaultAssembly();
            MissingDependencies.Verify(loader, assembly);
            var types = WorkerTypes.Find(assembly);
            services = BuildServices(assembly, settings);
            var workers = types.Select(type => (ILoadedWorker)new InProcessWorker(type, services, loggers)).ToList();
            RefuseTwins(workers);
            return new InProcessPlugin(descriptor, loader, services, Path.GetDirectoryName(main)!, workers);
        }
        catch (Exception exception)
        {
            if (services is not null) await services.DisposeAsync().ConfigureAwait(false);
            loader?.Dispose();
            ShadowCopy.Delete(Path.GetDirectoryName(main)!);
            if (exception is PluginLoadException) throw;
            throw new PluginLoadException(Explain(exception), exception);
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

    private ServiceProvider BuildServices(Assembly assembly, string? settings)
    {
        var builder = new ConfigurationBuilder();
        if (settings is not null) builder.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(settings)));
        IConfiguration configuration = builder.Build();
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(loggers); // an instance that is handed in is not disposed with the plugin
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
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
                throw new PluginLoadException($"its start-up {startup.Name} failed: {cause.Message}", exception);
            }
        }

        return services.BuildServiceProvider();
    }

    private static void RefuseTwins(IReadOnlyList<ILoadedWorker> workers)
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
