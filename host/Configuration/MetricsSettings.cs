using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Configuration;

/// <summary>What Prometheus may read: section <c>Metrics</c>.</summary>
/// <param name="Enabled"><c>/metrics</c> is served beside the management API. Default: true.</param>
internal sealed record MetricsSettings(bool Enabled)
{
    private const string Section = "Metrics";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationException">They can't be used; every error is named.</exception>
    public static MetricsSettings Read(IConfiguration configuration)
    {
        var errors = new List<string>();
        var metrics = new SectionReader(configuration.GetSection(Section), [nameof(Enabled)], errors);
        var settings = new MetricsSettings(metrics.Boolean(nameof(Enabled), true));
        return errors.Count == 0 ? settings : throw new ConfigurationException("the settings of the metrics", errors);
    }
}
