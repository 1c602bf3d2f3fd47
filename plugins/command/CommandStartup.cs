using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;

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
        services.AddSingleton(new SessionLauncher(Find("env", "coreutils"), Find("setsid", "util-linux")));
    }

    private static string Find(string program, string package) =>
        ProgramPath.Find(program, Environment.GetEnvironmentVariable("PATH"))
        ?? throw new FileNotFoundException($"the program {program} is not on the host's PATH: install the package {package}");
}
