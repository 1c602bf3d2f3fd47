using System.Reflection;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Execution;

/// <summary>Makes what a plugin's workers are made from: what the host gives to every plugin, and what the plugin's own start-up registers.</summary>
internal static class PluginServices
{
    /// <summary>Runs the plugin's start-up and makes its service provider.</summary>
    /// <param name="assembly">The plugin's main assembly.</param>
    /// <param name="settings">Its settings as JSON text, or <see langword="null"/>.</param>
    /// <param name="loggers">The log; it is not disposed with the provider.</param>
    /// <param name="adjust">What is registered after the start-up, or <see langword="null"/>.</param>
    /// <param name="stopping">Cancelled when the plugin is to end what it runs.</param>
    /// <exception cref="PluginLoadException">There are two start-ups, or the one has failed.</exception>
    public static ServiceProvider Build(Assembly assembly, string? settings, ILoggerFactory loggers, Action<IServiceCollection>? adjust, CancellationToken stopping)
    {
        var builder = new ConfigurationBuilder();
        if (settings is not null) builder.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(settings)));
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

        foreach (var startup in startups) Run(startup, services, configuration);
        adjust?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private static void Run(Type startup, ServiceCollection services, IConfiguration settings)
    {
        try
        {
            ((IPluginStartup)Activator.CreateInstance(startup)!).ConfigureServices(services, settings);
        }
        catch (Exception exception)
        {
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            throw new PluginLoadException($"its start-up {startup.Name} failed: {cause.Message}", exception) { IsFault = true };
        }
    }
}
