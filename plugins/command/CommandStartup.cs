using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Command;

/// <summary>Reads the plugin's settings and looks for the programs that it starts others with.</summary>
public sealed class CommandStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("the worker command runs on Linux only: take it out of the plugins folder");
        services.AddSingleton(OptionsReader.Read(settings));
        services.AddSingleton(SessionLauncher.Find());
    }
}
