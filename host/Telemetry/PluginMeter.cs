using System.Diagnostics.Metrics;

namespace ReWorkerHost.Telemetry;

/// <summary>Counts what happens to plugins.</summary>
internal static class PluginMeter
{
    private static readonly Counter<long> Loads = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.plugin.loads", "{version}", "Versions of a plugin that were taken up: the first, and each reload.");

    private static readonly Counter<long> Refusals = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.plugin.refusals", "{version}", "Versions of a plugin that were refused; what ran went on.");

    private static readonly Counter<long> Quarantines = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.plugin.quarantines", "{quarantine}", "Times that a plugin was set aside because it failed by faults of its own.");

    /// <summary>A version serves.</summary>
    public static void Load(string plugin) => Loads.Add(1, new KeyValuePair<string, object?>("plugin", plugin));

    /// <summary>A version was refused.</summary>
    public static void Refuse(string plugin) => Refusals.Add(1, new KeyValuePair<string, object?>("plugin", plugin));

    /// <summary>A plugin was set aside.</summary>
    public static void SetAside(string plugin) => Quarantines.Add(1, new KeyValuePair<string, object?>("plugin", plugin));
}
