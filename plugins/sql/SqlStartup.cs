using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>Reads the plugin's settings, and prepares the databases in them.</summary>
public sealed class SqlStartup : IPluginStartup
{
    /// <inheritdoc/>
    public void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton(OptionsReader.Read(settings));
        services.AddSingleton<Databases>();
    }
}
