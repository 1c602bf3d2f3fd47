using Microsoft.Extensions.DependencyInjection;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Monitoring;

/// <summary>Adds what this stage has to the host.</summary>
internal static class MonitoringServices
{
    /// <summary>Adds it. It is added before the plugins' supervisor, so that it ends after it: the last steps are counted.</summary>
    public static void AddMonitoring(this IServiceCollection services, MonitoringSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<HostGauges>();
        services.AddSingleton<HostMonitoring>();
        services.AddSingleton<MetricsEndpoint>();
        services.AddHostedService(provider => provider.GetRequiredService<HostMonitoring>());
    }
}
