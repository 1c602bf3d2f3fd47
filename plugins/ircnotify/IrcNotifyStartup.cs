using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>Reads the plugin's settings, and keeps the connection that all notifications share.</summary>
public sealed class IrcNotifyStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton(OptionsReader.Read(settings));
        services.AddSingleton<IrcClient>();
    }
}
