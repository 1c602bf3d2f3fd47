using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Operations;

/// <summary>What makes the host a daemon that a service manager can look after.</summary>
internal static class DaemonServices
{
    /// <summary>Adds it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="systemd">What systemd said at the start.</param>
    /// <param name="state">Where it is told how the host stands.</param>
    /// <param name="reload">The signal to read the configuration again.</param>
    /// <param name="settings">Reads the settings again.</param>
    public static void Add(IServiceCollection services, SystemdEnvironment systemd, ServiceState state, ReloadSignal reload, SettingsReload settings)
    {
        services.AddSingleton(systemd);
        services.AddSingleton(state);
        services.AddSingleton(reload);
        services.AddSingleton(settings);
        services.AddSingleton<StatusWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<StatusWriter>());
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<Watchdog>(
            provider, (object)new[] { provider.GetRequiredService<PluginSupervisor>().Looks, provider.GetRequiredService<StatusWriter>().Looks }));
        services.AddHostedService<Reloading>();
    }
}
