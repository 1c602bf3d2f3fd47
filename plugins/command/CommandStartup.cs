using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Command;

/// <summary>Reads the plugin's settings and looks for the program it needs.</summary>
public sealed class CommandStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("the worker command runs on Linux only: take it out of the plugins folder");
        services.AddSingleton(OptionsReader.Read(settings));
        services.AddSingleton(new SessionLauncher(
            ProgramPath.Find("setsid", Environment.GetEnvironmentVariable("PATH"))
            ?? throw new FileNotFoundException("the program setsid is not on the host's PATH: install the package util-linux")));
    }
}
