using Microsoft.Extensions.Logging;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Steps;

/// <summary>What this stage logs; event ids 5000 to 5999. Plugin, worker, job id and correlation id are in the scope.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information, "Started {Subcommand}.")]
    public static partial void Started(ILogger logger, string subcommand);

    [LoggerMessage(5001, LogLevel.Information, "The step completed.")]
    public static partial void Completed(ILogger logger);

    [LoggerMessage(5014, LogLevel.Information, "The step failed ({Kind}): {Why}")]
    public static partial void Failed(ILogger logger, StepOutcomeKind kind, string why);

    [LoggerMessage(5002, LogLevel.Warning, "A delivery is no job and was rejected: {Reason}")]
    public static partial void Rejected(ILogger logger, string reason);

    [LoggerMessage(5003, LogLevel.Warning, "Jobs for {Worker} come without reply_to (first with correlation id {CorrelationId}): they run, and nothing is replied. This is said once.")]
    public static partial void NoReplyTo(ILogger logger, string worker, string? correlationId);

    [LoggerMessage(5004, LogLevel.Warning, "The step's token is cancelled: {Reason}")]
    public static partial void CutShort(ILogger logger, string reason);

    [LoggerMessage(5005, LogLevel.Error, "The worker did not heed its token within {Grace} s: the step is answered without it, and its slot stays taken until it ends.")]
    public static partial void Stuck(ILogger logger, double grace);

    [LoggerMessage(5006, LogLevel.Warning, "The step ended after it had been answered, and its outcome is dropped: {Kind} {Why}")]
    public static partial void LateOutcome(ILogger logger, StepOutcomeKind kind, string why);

    [LoggerMessage(5007, LogLevel.Error, "The host failed at a step.")]
    public static partial void HostFault(ILogger logger, Exception exception);

    [LoggerMessage(5008, LogLevel.Error, "The host stops and gives up a {What} that could not be sent.")]
    public static partial void ReplyAbandoned(ILogger logger, string what);

    [LoggerMessage(5009, LogLevel.Error, "A reply could not be sent.")]
    public static partial void ReplyFailed(ILogger logger, Exception exception);

    [LoggerMessage(5010, LogLevel.Warning, "Output or a notification could not be sent.")]
    public static partial void NotTold(ILogger logger, Exception exception);

    [LoggerMessage(5011, LogLevel.Warning, "A message was rejected: {Problem}")]
    public static partial void MessageRefused(ILogger logger, string problem);

    [LoggerMessage(5012, LogLevel.Error, "The worker could not take a message: {Kind} {Why}")]
    public static partial void MessageFailed(ILogger logger, StepOutcomeKind kind, string why);

    [LoggerMessage(5013, LogLevel.Warning, "The plugin's own cancellation callback failed.")]
    public static partial void CancelCallbackFailed(ILogger logger, Exception exception);

    [LoggerMessage(5015, LogLevel.Warning, "A job from {Queue} was not accepted and goes back to the queue: the journal can't be written: {Reason}")]
    public static partial void NotAccepted(ILogger logger, string queue, string reason);

    [LoggerMessage(5016, LogLevel.Warning, "The broker delivered this job again, because it had lost its acknowledgement: the repetition is dropped.")]
    public static partial void RedeliveryDropped(ILogger logger);

    [LoggerMessage(5017, LogLevel.Warning, "A job from {Queue} (correlation id {CorrelationId}) could not be acknowledged and was not begun; the broker delivers it again.")]
    public static partial void NotAcknowledged(ILogger logger, string queue, string? correlationId);

    [LoggerMessage(5018, LogLevel.Warning, "The host stopped while this job ran: it is answered as failed.")]
    public static partial void Interrupted(ILogger logger);

    [LoggerMessage(5019, LogLevel.Information, "This job was decided before the host stopped, and is answered now.")]
    public static partial void AnsweredLate(ILogger logger);

    [LoggerMessage(5020, LogLevel.Information, "This job had begun when the host stopped, and was not acknowledged: the broker delivers it again.")]
    public static partial void LeftToTheBroker(ILogger logger);

    [LoggerMessage(5021, LogLevel.Warning, "Another host has taken this job over: it is that host's to answer.")]
    public static partial void TakenOver(ILogger logger);

    [LoggerMessage(5022, LogLevel.Warning, "A job from {Queue} (correlation id {CorrelationId}) that the broker delivers again is another host's, which answers it: the repetition is dropped.")]
    public static partial void AnotherHosts(ILogger logger, string queue, string? correlationId);
}
