using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Operations;

/// <summary>What this stage logs; event ids 6000 to 6999.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "Ready: {Plugins} plugins serve {Queues} queues, {Seconds:0.00} s after the host's start.")]
    public static partial void Ready(ILogger logger, int plugins, int queues, double seconds);

    [LoggerMessage(6001, LogLevel.Critical, "The private broker ended by itself (exit code {ExitCode}): the host stops. Its log is {File}.")]
    public static partial void BrokerEnded(ILogger logger, int exitCode, string file);

    [LoggerMessage(6003, LogLevel.Critical, "The host failed where nobody catches it, and ends. Jobs that run are answered at the next start.")]
    public static partial void Unhandled(ILogger logger, Exception exception);

    [LoggerMessage(6002, LogLevel.Warning, "The status file {File} could not be written: {Reason}")]
    public static partial void StatusNotWritten(ILogger logger, string file, string reason);
}
