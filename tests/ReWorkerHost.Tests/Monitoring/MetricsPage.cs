using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using ReWorkerHost.Telemetry;
using ReWorkerHost.Tests.Documentation;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>The metrics as the documentation lists them, and as the host makes them.</summary>
internal static class MetricsPage
{
    public const string Path = "docs/metrics.md";

    /// <summary>The rows of the page: | Prometheus' name | OpenTelemetry's name | kind, unit | labels | meaning |.</summary>
    public static IReadOnlyList<ScrapedMetric> Metrics { get; } =
    [
        .. from line in new Document(Path).Text.Split('\n')
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == 7 && cells[1].StartsWith('`')
           select new ScrapedMetric(cells[1].Trim('`'), [.. cells[4].Split(", ").Select(label => label.Trim('`'))]),
    ];

    /// <summary>The names that Prometheus has for the instruments which are there before anything is counted.</summary>
    public static IReadOnlyCollection<string> Instruments()
    {
        var names = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter, HostTelemetry.Meter)) names.Add(Name(instrument));
            },
        };
        foreach (var type in typeof(HostTelemetry).Assembly.GetTypes().Where(type => type.Namespace == typeof(HostTelemetry).Namespace)) RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        listener.Start();
        return names;
    }

    private static string Name(Instrument instrument)
    {
        var unit = instrument.Unit == "s" ? "_seconds" : "";
        var total = instrument is Counter<long> ? "_total" : "";
        return instrument.Name.Replace('.', '_') + unit + total;
    }
}
