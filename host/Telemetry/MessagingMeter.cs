using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ReWorkerHost.Telemetry;

/// <summary>The metrics of messaging, as the semantic conventions name them.</summary>
internal static class MessagingMeter
{
    private static readonly KeyValuePair<string, object?> System = new(MessagingTags.System, MessagingTags.RabbitMq);

    private static readonly Counter<long> Consumed = HostTelemetry.Meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Messages that the broker delivered and that were taken.");

    private static readonly Counter<long> Sent = HostTelemetry.Meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Messages that were sent to the broker, or could not be.");

    private static readonly Histogram<double> Processing = HostTelemetry.Meter.CreateHistogram(
        "messaging.process.duration", "s", "How long messages were processed, from the delivery until nothing of it runs.", null, HostTelemetry.LongTimes);

    private static readonly Histogram<double> Operation = HostTelemetry.Meter.CreateHistogram(
        "messaging.client.operation.duration", "s", "How long the sending of messages took; for replies until the broker has confirmed them.", null, HostTelemetry.ShortTimes);

    /// <summary>Somebody wants to know how long messages are processed.</summary>
    public static bool MeasuresProcessing => Processing.Enabled;

    /// <summary>Somebody wants to know how long it takes to send messages, or how many there are.</summary>
    public static bool MeasuresSending => Operation.Enabled || Sent.Enabled;

    /// <summary>A message was taken from a queue.</summary>
    public static void Consume(string queue) =>
        Consumed.Add(1, System, new(MessagingTags.OperationName, MessagingTags.Process), new(MessagingTags.Destination, queue));

    /// <summary>A message was processed.</summary>
    public static void Process(string queue, string? error, TimeSpan took)
    {
        var tags = new TagList { System, new(MessagingTags.OperationName, MessagingTags.Process), new(MessagingTags.Destination, queue) };
        if (error is not null) tags.Add(MessagingTags.Error, error);
        Processing.Record(took.TotalSeconds, tags);
    }

    /// <summary>A message was sent, or could not be.</summary>
    /// <param name="destination">Where to, in few words; <see langword="null"/> for a queue of the moment.</param>
    /// <param name="error">What kept it from arriving.</param>
    /// <param name="took">How long it took.</param>
    public static void Send(string? destination, string? error, TimeSpan took)
    {
        var tags = new TagList { System, new(MessagingTags.OperationName, MessagingTags.Publish) };
        if (destination is not null) tags.Add(MessagingTags.Destination, destination);
        if (error is not null) tags.Add(MessagingTags.Error, error);
        Sent.Add(1, tags);
        tags.Add(MessagingTags.OperationType, MessagingTags.Send);
        Operation.Record(took.TotalSeconds, tags);
    }
}
