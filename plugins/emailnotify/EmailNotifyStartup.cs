using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>Reads the plugin's settings.</summary>
public sealed class EmailNotifyStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton(OptionsReader.Read(settings));
    }
}
