using System.Diagnostics;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Messaging;

/// <summary>One message on its way to the broker: its span, and its share in the metrics. Where nobody asks for either it costs nothing.</summary>
internal readonly struct Publication
{
    private readonly long begun;
    private readonly string? destination;

    private Publication(Activity? span, string? destination, long begun) => (Span, this.destination, this.begun) = (span, destination, begun);

    /// <summary>Its span, or <see langword="null"/> where it is not traced.</summary>
    public Activity? Span { get; }

    /// <summary>A reply begins its way. Its queue is one of the moment, so that no name of a span or metric tells it.</summary>
    public static Publication Of(Reply reply)
    {
        var span = HostTelemetry.Activities.StartActivity(MessagingTags.Publish, ActivityKind.Producer);
        if (span is { IsAllDataRequested: true })
        {
            Describe(span, reply.ReplyTo, reply.ReplyTo, reply.CorrelationId, reply.Body.Length);
            span.SetTag(MessagingTags.IsTemporary, true).SetTag(MessagingTags.MessageId, reply.MessageId);
        }

        return Begin(span, null);
    }

    /// <summary>Output or a notification begins its way.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="routingKey">The routing key, which may hold what a job says.</param>
    /// <param name="destination">Both, without what a job says.</param>
    /// <param name="correlationId">The release's id, or <see langword="null"/>.</param>
    /// <param name="bytes">The size of its body.</param>
    public static Publication Of(string exchange, string routingKey, string destination, string? correlationId, int bytes)
    {
        var span = HostTelemetry.Activities.HasListeners() ? HostTelemetry.Activities.StartActivity($"{MessagingTags.Publish} {destination}", ActivityKind.Producer) : null;
        if (span is { IsAllDataRequested: true }) Describe(span, exchange.Length == 0 ? routingKey : $"{exchange}:{routingKey}", routingKey, correlationId, bytes);
        return Begin(span, destination);
    }

    /// <summary>It has ended.</summary>
    /// <param name="error">What kept it from arriving, in one of few words; <see langword="null"/> where nothing did.</param>
    public void End(string? error)
    {
        if (Span is not null)
        {
            if (error is not null) Span.SetTag(MessagingTags.Error, error).SetStatus(ActivityStatusCode.Error);
            Span.Dispose();
        }

        if (begun != 0) MessagingMeter.Send(destination, error, Stopwatch.GetElapsedTime(begun));
    }

    private static Publication Begin(Activity? span, string? destination) =>
        new(span, destination, MessagingMeter.MeasuresSending ? Stopwatch.GetTimestamp() : 0);

    private static void Describe(Activity span, string destination, string routingKey, string? correlationId, int bytes) => span
        .SetTag(MessagingTags.System, MessagingTags.RabbitMq)
        .SetTag(MessagingTags.OperationName, MessagingTags.Publish)
        .SetTag(MessagingTags.OperationType, MessagingTags.Send)
        .SetTag(MessagingTags.Destination, destination)
        .SetTag(MessagingTags.RoutingKey, routingKey)
        .SetTag(MessagingTags.ConversationId, correlationId)
        .SetTag(MessagingTags.BodySize, bytes);
}
