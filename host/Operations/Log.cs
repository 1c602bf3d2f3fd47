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

    [LoggerMessage(6010, LogLevel.Warning, "The service manager can't be told how the host stands (NOTIFY_SOCKET): {Reason}")]
    public static partial void NotNotified(ILogger logger, string reason);

    [LoggerMessage(6011, LogLevel.Error, "{Loops} hangs: the service manager gets no sign of life, and ends the host if that goes on.")]
    public static partial void LoopHangs(ILogger logger, string loops);

    [LoggerMessage(6012, LogLevel.Information, "SIGHUP: the settings are read again: {Taken}.")]
    public static partial void SettingsTaken(ILogger logger, string taken);

    [LoggerMessage(6013, LogLevel.Error, "SIGHUP: the settings are left as they are, for there are errors in them: {Errors}")]
    public static partial void SettingsNotTaken(ILogger logger, string errors);

    [LoggerMessage(6014, LogLevel.Warning, "SIGHUP: these settings have changed since the start and need a restart: {Keys}.")]
    public static partial void NeedRestart(ILogger logger, string keys);

    [LoggerMessage(6002, LogLevel.Warning, "The status file {File} could not be written: {Reason}")]
    public static partial void StatusNotWritten(ILogger logger, string file, string reason);
}
