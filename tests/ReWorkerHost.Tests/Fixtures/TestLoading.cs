using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Discovery;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>Loads plugins as the host does.</summary>
internal static class TestLoading
{
    /// <summary>How long a start-up may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>A registry of load contexts whose loop does not run: tests collect themselves.</summary>
    public static LoadContexts Contexts() => new(TimeProvider.System, NullLogger<LoadContexts>.Instance);

    /// <summary>Loading by way of copies in a folder.</summary>
    public static PluginLoading In(string shadowFolder, LoadContexts? contexts = null) =>
        new(new ShadowCopy(shadowFolder, NullLogger.Instance), contexts ?? Contexts(), TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Loads a plugin with the usual limit.</summary>
    public static Task<ILoadedPlugin> LoadAsync(this PluginLoading loading, PluginDescriptor plugin, string? settings = null) => loading.LoadAsync(plugin, settings, Limit);
}
