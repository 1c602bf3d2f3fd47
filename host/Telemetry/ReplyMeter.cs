using System.Diagnostics.Metrics;

namespace ReWorkerHost.Telemetry;

/// <summary>Counts what becomes of replies, and what workers say beside them.</summary>
internal static class ReplyMeter
{
    private static readonly Counter<long> Replies = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.replies", "{message}", "Replies by what became of them.");

    private static readonly Counter<long> Repeated = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.replies.repeated", "{message}", "Times that a reply was sent again, because it was not known whether the broker has it.");

    private static readonly Counter<long> Lines = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.output.lines", "{line}", "Messages of output sent for users.");

    private static readonly Counter<long> Notifications = HostTelemetry.Meter.CreateCounter<long>(
        "reworkerhost.notifications", "{message}", "Notifications sent.");

    /// <summary>It is known what became of a reply.</summary>
    public static void End(string worker, string fate) => Replies.Add(1, new("worker", worker), new("fate", fate));

    /// <summary>A reply is sent again.</summary>
    public static void Repeat(string worker) => Repeated.Add(1, new KeyValuePair<string, object?>("worker", worker));

    /// <summary>Output was sent.</summary>
    public static void Say(string worker) => Lines.Add(1, new KeyValuePair<string, object?>("worker", worker));

    /// <summary>A notification was sent.</summary>
    public static void Notify(string worker) => Notifications.Add(1, new KeyValuePair<string, object?>("worker", worker));
}
