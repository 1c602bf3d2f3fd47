using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Monitoring;

/// <summary>
/// Collects the host's metrics and spans for those who asked for them: Prometheus by the management API, a collector by OTLP. Where nobody did
/// nothing is collected.
/// </summary>
internal sealed class HostMonitoring : BackgroundService
{
    private static readonly TimeSpan BetweenLooksAtQueues = TimeSpan.FromSeconds(10);
    private readonly TelemetryExport export;
    private readonly HostGauges gauges;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly TracerProvider? traces;

    /// <summary>Begins to collect.</summary>
    public HostMonitoring(MonitoringSettings settings, HttpSettings http, HostGauges gauges, HostIdentity identity, TimeProvider time, ILogger<HostMonitoring> logger)
    {
        (export, this.gauges, this.time, this.logger) = (settings.Export, gauges, time, logger);
        IsScraped = settings.Metrics.Enabled && http.Enabled && !export.IsDisabled;
        if (export.IsDisabled) return;
        var resource = Collection.Resource(identity.Name, identity.Id, HostTelemetry.Version);
        if (IsScraped || export.Metrics)
        {
            var builder = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddHost();
            if (IsScraped) builder.AddPrometheusExporter(options => options.ScopeInfoEnabled = false);
            if (export.Metrics) builder.AddOtlpExporter();
            Metrics = builder.Build();
        }

        if (export.Traces) traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddHost().AddOtlpExporter().Build();
    }

    /// <summary>Prometheus may read the metrics.</summary>
    public bool IsScraped { get; }

    /// <summary>The metrics that are collected, or <see langword="null"/> where nobody wants any.</summary>
    public MeterProvider? Metrics { get; }

    /// <summary>Sends what is collected and not sent yet, for at most 5 s each.</summary>
    public override void Dispose()
    {
        traces?.Dispose();
        Metrics?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (export.IsDisabled) return;
        if (export.Metrics || export.Traces) Log.Exports(logger, (export.Metrics, export.Traces) switch { (true, true) => "metrics and spans", (true, _) => "metrics", _ => "spans" });
        while (export.Metrics && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await gauges.RefreshAsync(stoppingToken).ConfigureAwait(false); // whoever scrapes has it read then
                await Task.Delay(BetweenLooksAtQueues, time, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
