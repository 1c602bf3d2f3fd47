using System.Diagnostics;
using ReWorkerHost.Journal;
using ReWorkerHost.Messaging;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Steps;

/// <summary>One message while it is processed: its span, and its share in the metrics. There is none where nobody asks for either.</summary>
internal sealed class MessageProcessing : IDisposable
{
    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly string queue;
    private readonly Activity? span;
    private JournalEntry? job;

    private MessageProcessing(string queue, Delivery delivery)
    {
        this.queue = queue;
        if (!HostTelemetry.Activities.HasListeners()) return;
        var destination = DestinationOf(delivery, queue);
        // Its parent is whoever sent it; a message without a trace begins one.
        span = HostTelemetry.Activities.StartActivity($"{MessagingTags.Process} {destination}", ActivityKind.Consumer, delivery.Trace);
        if (span is { IsAllDataRequested: true }) Describe(span, delivery, destination);
    }

    /// <summary>A message was taken.</summary>
    public static MessageProcessing? Begin(string queue, Delivery delivery)
    {
        MessagingMeter.Consume(queue);
        return MessagingMeter.MeasuresProcessing || HostTelemetry.Activities.HasListeners() ? new MessageProcessing(queue, delivery) : null;
    }

    /// <summary>It is this job, as far as it is known; the last one counts.</summary>
    public void Note(JournalEntry known) => job = known;

    /// <summary>Nothing of it runs any more.</summary>
    public void Dispose()
    {
        var outcome = job is { Outcome: not default(JobOutcome) } decided ? OutcomeWords.Of(decided.Outcome) : null;
        var error = outcome == OutcomeWords.Completed ? null : outcome;
        if (span is not null) End(span, outcome, error);
        MessagingMeter.Process(queue, error, Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>Exchange, routing key and queue, as the conventions for RabbitMQ join them: what is empty or said already is left out.</summary>
    private static string DestinationOf(Delivery delivery, string queue)
    {
        var target = delivery.RoutingKey.Length == 0 || delivery.RoutingKey == queue ? queue : $"{delivery.RoutingKey}:{queue}";
        return delivery.Exchange.Length == 0 ? target : $"{delivery.Exchange}:{target}";
    }

    private static void Describe(Activity span, Delivery delivery, string destination) => span
        .SetTag(MessagingTags.System, MessagingTags.RabbitMq)
        .SetTag(MessagingTags.OperationName, MessagingTags.Process)
        .SetTag(MessagingTags.OperationType, MessagingTags.Process)
        .SetTag(MessagingTags.Destination, destination)
        .SetTag(MessagingTags.RoutingKey, delivery.RoutingKey)
        .SetTag(MessagingTags.ConversationId, delivery.CorrelationId)
        .SetTag(MessagingTags.BodySize, delivery.Body.Length);

    private void End(Activity ending, string? outcome, string? error)
    {
        if (job is not null)
        {
            ending.SetTag("reworkerhost.job.id", job.Id).SetTag("reworkerhost.plugin", job.Plugin).SetTag("reworkerhost.worker", job.Worker);
            if (job.Subcommand.Length > 0) ending.SetTag("reworkerhost.subcommand", job.Subcommand);
        }

        ending.SetTag("reworkerhost.outcome", outcome);
        if (error is not null) ending.SetTag(MessagingTags.Error, error).SetStatus(ActivityStatusCode.Error);
        ending.Dispose();
    }
}
