using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Output;

/// <summary>Reads the plugin's settings, and makes the folder for the files.</summary>
public sealed class OutputStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("the worker output runs on Linux only: take it out of the plugins folder");
        services.AddSingleton(OptionsReader.Read(settings));
        services.AddSingleton<Redactor>();
        services.AddSingleton<ReleaseLogs>();
    }
}
