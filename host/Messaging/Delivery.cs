using System.Diagnostics;

namespace ReWorkerHost.Messaging;

/// <summary>A message as it was taken from a queue, copied out of the client's buffers.</summary>
/// <param name="Body">The body.</param>
/// <param name="RoutingKey">The routing key it came by.</param>
/// <param name="CorrelationId">The release's id, or <see langword="null"/>.</param>
/// <param name="ReplyTo">The queue that waits for the answer, or <see langword="null"/>.</param>
/// <param name="AppId">The sender's name, or <see langword="null"/>.</param>
/// <param name="Redelivered">The broker has delivered it before.</param>
/// <param name="DeliveryCount">How often, where the queue counts.</param>
/// <param name="Exchange">The exchange it came by; empty for the default one.</param>
/// <param name="Trace">The context of the trace it belongs to; none where it has none, or nobody traces.</param>
internal sealed record Delivery(
    ReadOnlyMemory<byte> Body, string RoutingKey, string? CorrelationId, string? ReplyTo, string? AppId, bool Redelivered, long? DeliveryCount,
    string Exchange = "", ActivityContext Trace = default);
