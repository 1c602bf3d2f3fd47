using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Monitoring;

/// <summary>What is collected: the host's, the plugins', and what the framework says of itself and of the calls of plugins.</summary>
internal static class Collection
{
    /// <summary>The host's metrics, those of plugins that are named for it, and those of the runtime.</summary>
    public static MeterProviderBuilder AddHost(this MeterProviderBuilder metrics) =>
        metrics.AddMeter(HostTelemetry.Name, $"{HostTelemetry.PluginPrefix}*", "System.Runtime");

    /// <summary>The host's spans, those of plugins that are named for it, and those of the HTTP calls of plugins.</summary>
    public static TracerProviderBuilder AddHost(this TracerProviderBuilder traces) =>
        traces.AddSource(HostTelemetry.Name, $"{HostTelemetry.PluginPrefix}*", "System.Net.Http");

    /// <summary>Who it is that is measured; <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> count more.</summary>
    /// <param name="host">The host's name.</param>
    /// <param name="id">The host's id, new at each start.</param>
    /// <param name="version">The host's version.</param>
    public static ResourceBuilder Resource(string host, string id, string version) => ResourceBuilder.CreateEmpty()
        .AddService("reworkerhost", serviceVersion: version, serviceInstanceId: id)
        .AddAttributes([new("host.name", host)])
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
