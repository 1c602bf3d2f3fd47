using System.Security.Cryptography;

namespace ReWorkerHost.Journal;

/// <summary>
/// What tells whether a delivery may be one that was delivered before. It is no identity: two jobs may be the same to the byte, so it is
/// asked only of deliveries that the broker marks as redelivered.
/// </summary>
internal readonly record struct JobKey(string Queue, string? CorrelationId, string? ReplyTo, string BodyHash)
{
    /// <summary>The key of a delivery.</summary>
    public static JobKey Of(string queue, string? correlationId, string? replyTo, ReadOnlySpan<byte> body) =>
        new(queue, correlationId, replyTo, Convert.ToHexStringLower(SHA256.HashData(body)));
}
