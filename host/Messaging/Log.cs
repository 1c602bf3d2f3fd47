using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Messaging;

/// <summary>What this stage logs; event ids 4000 to 4999.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "Connected ({Name}) to {Broker}.")]
    public static partial void Connected(ILogger logger, string name, string broker);

    [LoggerMessage(4001, LogLevel.Warning, "The broker {Broker} can't be reached and is tried again: {Reason}")]
    public static partial void ConnectFailed(ILogger logger, string broker, string reason);

    [LoggerMessage(4002, LogLevel.Warning, "The connection ({Name}) was lost and is made anew: {Reason}")]
    public static partial void ConnectionLost(ILogger logger, string name, string reason);

    [LoggerMessage(4003, LogLevel.Information, "Consuming {Queue}, {Concurrency} at a time.")]
    public static partial void Consuming(ILogger logger, string queue, int concurrency);

    [LoggerMessage(4004, LogLevel.Warning, "{Queue} can't be consumed and is tried again: {Reason}")]
    public static partial void ConsumeFailed(ILogger logger, string queue, string reason);

    [LoggerMessage(4005, LogLevel.Warning, "The channel that consumes {Queue} was closed and is opened again: {Reason}")]
    public static partial void ChannelClosed(ILogger logger, string queue, string reason);

    [LoggerMessage(4007, LogLevel.Information, "The {What} is taken as it is: {Reason}")]
    public static partial void TakenAsItIs(ILogger logger, string what, string reason);

    [LoggerMessage(4008, LogLevel.Warning, "The reply of job {JobId} (correlation id {CorrelationId}) is unroutable: its queue {ReplyTo} is gone.")]
    public static partial void ReplyUnroutable(ILogger logger, string? correlationId, string jobId, string replyTo);

    [LoggerMessage(4009, LogLevel.Warning, "A reply of job {JobId} (correlation id {CorrelationId}) waits for the broker: {Reason}")]
    public static partial void ReplyWaits(ILogger logger, string? correlationId, string jobId, string reason);

    [LoggerMessage(4010, LogLevel.Warning, "It is not known whether \"started\" of job {JobId} (correlation id {CorrelationId}) arrived; it is not sent again: {Reason}")]
    public static partial void ReplyUnknown(ILogger logger, string? correlationId, string jobId, string reason);

    [LoggerMessage(4011, LogLevel.Warning, "A message for {RoutingKey} waits for the broker: {Reason}")]
    public static partial void OutputWaits(ILogger logger, string routingKey, string reason);

    [LoggerMessage(4012, LogLevel.Warning, "A message for {RoutingKey} was not sent: a routing key has at most 255 bytes.")]
    public static partial void RoutingKeyTooLong(ILogger logger, string routingKey);

    [LoggerMessage(4013, LogLevel.Error, "The broker {Broker} takes no messages ({Reason}): no jobs are taken until it does.")]
    public static partial void Blocked(ILogger logger, string broker, string reason);

    [LoggerMessage(4014, LogLevel.Warning, "The broker {Broker} takes messages again.")]
    public static partial void Unblocked(ILogger logger, string broker);

    [LoggerMessage(4015, LogLevel.Warning, "The broker has no consumer at {Queue}, though one was begun and its channel is open: it is begun anew.")]
    public static partial void Ghost(ILogger logger, string queue);
}
