using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ReWorkerHost.Monitoring;

/// <summary><c>/metrics</c>, for Prometheus.</summary>
internal sealed class MetricsEndpoint(HostMonitoring monitoring, HostGauges gauges)
{
    /// <summary>The path.</summary>
    public const string Path = "/metrics";

    /// <summary>Adds it, unless the metrics are switched off.</summary>
    public void MapTo(IEndpointRouteBuilder routes)
    {
        if (!monitoring.IsScraped) return;
        routes.MapPrometheusScrapingEndpoint(
            Path,
            monitoring.Metrics,
            branch => branch.Use(next => async context =>
            {
                await gauges.RefreshAsync(context.RequestAborted).ConfigureAwait(false);
                await next(context).ConfigureAwait(false);
            }),
            optionsName: null);
    }
}
