using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ReWorkerHost.Abstractions;

/// <summary>
/// Prepares a plugin. A plugin has at most one public class that implements it, with a parameterless constructor.
/// </summary>
public interface IPluginStartup
{
    /// <summary>
    /// Registers the plugin's services, once for each load, before any of its workers is made. Settings that can't work are
    /// refused here by throwing: the plugin is then reported as not loadable with the exception's text, and serves nothing.
    /// </summary>
    /// <param name="services">The plugin's own services. Logging and <paramref name="settings"/> are already there.</param>
    /// <param name="settings">The plugin's <c>settings</c> from <c>plugins.json</c>; empty where there are none.</param>
    void ConfigureServices(IServiceCollection services, IConfiguration settings);
}
