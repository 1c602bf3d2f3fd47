using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Git;

/// <summary>Reads the plugin's settings, and looks for git and for the programs that it is started with.</summary>
public sealed class GitStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("the worker git runs on Linux only: take it out of the plugins folder");
        services.AddSingleton(OptionsReader.Read(settings));
        if (ProgramPath.Find("git", Environment.GetEnvironmentVariable("PATH")) is null)
        {
            throw new FileNotFoundException("the program git is not on the host's PATH: install the package git");
        }

        services.AddSingleton(SessionLauncher.Find());
        services.AddSingleton<Workspaces>();
    }
}
