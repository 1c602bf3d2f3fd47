using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Peers;

/// <summary>What this stage logs; event ids 9000 to 9999.</summary>
internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Information, "Another host ({Host}) is at this broker.")]
    public static partial void Peer(ILogger logger, string host);

    [LoggerMessage(9001, LogLevel.Warning, "Not all of {Count} other hosts have answered within {Seconds} s: they are taken for gone.")]
    public static partial void NotAllAnswered(ILogger logger, int count, double seconds);

    [LoggerMessage(9002, LogLevel.Warning, "This host can't hear others, because the exchange {Exchange} can't be used ({Reason}): after a crash, two hosts at one queue may both answer a job. Let it be declared, or make it (fanout, durable).")]
    public static partial void NoExchange(ILogger logger, string exchange, string reason);

    [LoggerMessage(9003, LogLevel.Debug, "A message to other hosts was not sent: {Reason}")]
    public static partial void NotSent(ILogger logger, string reason);

    [LoggerMessage(9004, LogLevel.Information, "Another host asked {Question} of a job with correlation id {CorrelationId}, and the answer is yes.")]
    public static partial void SaidYes(ILogger logger, PeerQuestionKind question, string? correlationId);

    [LoggerMessage(9005, LogLevel.Warning, "The broker did not answer within {Seconds} s: the other hosts were not told that this one ends.")]
    public static partial void LeftUnheard(ILogger logger, double seconds);
}
