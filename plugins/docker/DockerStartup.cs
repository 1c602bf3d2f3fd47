using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Reads the plugin's settings.</summary>
public sealed class DockerStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton(OptionsReader.Read(settings));
        services.AddSingleton<DockerClients>();
    }
}
