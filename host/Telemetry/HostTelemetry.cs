using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace ReWorkerHost.Telemetry;

/// <summary>
/// Where the host's metrics and spans come from. Only the framework's own types are used: whoever wants them listens, and where nobody does
/// they cost next to nothing.
/// </summary>
internal static class HostTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "ReWorkerHost";

    /// <summary>The meters and activity sources of plugins that are collected with the host's begin so.</summary>
    public const string PluginPrefix = Name + ".Plugin.";

    /// <summary>The semantic conventions that the names of messaging follow; see docs/metrics.md.</summary>
    public const string SchemaUrl = "https://opentelemetry.io/schemas/1.36.0";

    /// <summary>The host's version.</summary>
    public static readonly string Version =
        typeof(HostTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>What is counted and measured.</summary>
    public static readonly Meter Meter = NewMeter();

    /// <summary>What is traced.</summary>
    public static readonly ActivitySource Activities = new(new ActivitySourceOptions(Name) { Version = Version, TelemetrySchemaUrl = SchemaUrl });

    /// <summary>Bounds that fit what the broker or a disk does.</summary>
    public static readonly InstrumentAdvice<double> ShortTimes = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] };

    /// <summary>Bounds that fit steps, which take from milliseconds to hours.</summary>
    public static readonly InstrumentAdvice<double> LongTimes = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600] };

    /// <summary>Makes a meter that is the host's too, for what is looked at only when somebody asks. Its maker disposes it.</summary>
    public static Meter NewMeter() => new(new MeterOptions(Name) { Version = Version, TelemetrySchemaUrl = SchemaUrl });
}
