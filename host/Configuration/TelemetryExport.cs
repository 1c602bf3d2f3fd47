namespace ReWorkerHost.Configuration;

/// <summary>What is sent to a collector by OTLP, as the standard environment variables of OpenTelemetry say. How and where to is read by its own library.</summary>
/// <param name="Metrics">Metrics are sent.</param>
/// <param name="Traces">Spans are sent.</param>
/// <param name="IsDisabled">Nothing is collected at all (<c>OTEL_SDK_DISABLED</c>).</param>
internal sealed record TelemetryExport(bool Metrics, bool Traces, bool IsDisabled)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string MetricsExporter = "OTEL_METRICS_EXPORTER";
    private const string TracesExporter = "OTEL_TRACES_EXPORTER";

    /// <summary>Reads the variables.</summary>
    /// <param name="variable">The value of a variable, or <see langword="null"/>.</param>
    /// <exception cref="ConfigurationException">They can't be used; every error is named.</exception>
    public static TelemetryExport Read(Func<string, string?> variable)
    {
        var errors = new List<string>();
        foreach (var name in (string[])[Endpoint, MetricsEndpoint, TracesEndpoint])
        {
            if (variable(name) is { Length: > 0 } text && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            {
                errors.Add($"{name}: \"{text}\" is no address, expected one such as http://127.0.0.1:4318");
            }
        }

        var export = new TelemetryExport(
            IsSent(variable, MetricsExporter, MetricsEndpoint, ["otlp", "prometheus", "none"], errors),
            IsSent(variable, TracesExporter, TracesEndpoint, ["otlp", "none"], errors),
            string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase));
        return errors.Count == 0 ? export : throw new ConfigurationException("the environment variables of OpenTelemetry", errors);
    }

    private static bool IsSent(Func<string, string?> variable, string exporter, string endpoint, string[] known, List<string> errors)
    {
        if (variable(exporter) is not { Length: > 0 } text) return variable(Endpoint) is { Length: > 0 } || variable(endpoint) is { Length: > 0 };
        var exporters = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        errors.AddRange(exporters.Except(known).Select(name => $"{exporter}: \"{name}\" is not among {string.Join(", ", known)}"));
        return exporters.Contains("otlp");
    }
}
