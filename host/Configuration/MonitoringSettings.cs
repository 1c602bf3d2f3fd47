using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Configuration;

/// <summary>Who gets metrics and spans.</summary>
/// <param name="Metrics">What Prometheus may read.</param>
/// <param name="Export">What is sent to a collector.</param>
internal sealed record MonitoringSettings(MetricsSettings Metrics, TelemetryExport Export)
{
    /// <summary>Reads the settings and the environment variables of OpenTelemetry.</summary>
    /// <exception cref="ConfigurationException">They can't be used; every error is named.</exception>
    public static MonitoringSettings Read(IConfiguration configuration) =>
        new(MetricsSettings.Read(configuration), TelemetryExport.Read(Environment.GetEnvironmentVariable));
}
