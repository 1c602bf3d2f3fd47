using ReWorkerHost.Configuration;

namespace ReWorkerHost.Tests.Configuration;

/// <summary>The standard environment variables of OpenTelemetry.</summary>
public sealed class TelemetryExportTests
{
    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317", true, true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:4318/v1/traces", false, true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=https://collector.example", true, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 OTEL_TRACES_EXPORTER=none", true, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 OTEL_METRICS_EXPORTER=prometheus", false, true, false)]
    [InlineData("OTEL_METRICS_EXPORTER=prometheus,otlp OTEL_TRACES_EXPORTER=otlp", true, true, false)]
    [InlineData("OTEL_SDK_DISABLED=true OTEL_TRACES_EXPORTER=otlp", false, true, true)]
    public void What_is_sent_is_as_they_say(string variables, bool metrics, bool traces, bool isDisabled) =>
        Assert.Equal(new TelemetryExport(metrics, traces, isDisabled), Read(variables));

    [Fact]
    public void All_that_is_wrong_is_named()
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read("OTEL_EXPORTER_OTLP_ENDPOINT=127.0.0.1:4317 OTEL_METRICS_EXPORTER=statsd OTEL_TRACES_EXPORTER=zipkin,otlp"));

        Assert.Equal(
            [
                "OTEL_EXPORTER_OTLP_ENDPOINT: \"127.0.0.1:4317\" is no address, expected one such as http://127.0.0.1:4318",
                "OTEL_METRICS_EXPORTER: \"statsd\" is not among otlp, prometheus, none",
                "OTEL_TRACES_EXPORTER: \"zipkin\" is not among otlp, none",
            ],
            exception.Errors);
    }

    private static TelemetryExport Read(string variables)
    {
        var given = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=', 2)).ToDictionary(variable => variable[0], variable => variable[1]);
        return TelemetryExport.Read(given.GetValueOrDefault);
    }
}
