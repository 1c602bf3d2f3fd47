using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Workers;

/// <summary>What this stage logs; event ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Plugin {Plugin} {Version} serves {Queues}.")]
    public static partial void Serving(ILogger logger, string plugin, string version, string queues);

    [LoggerMessage(3001, LogLevel.Error, "Plugin {Plugin} is not served: {Reason} {Cause}")]
    public static partial void Refused(ILogger logger, string plugin, string reason, string? cause);

    [LoggerMessage(3002, LogLevel.Warning, "plugins.json configures {Plugin}, which is not in {Folder}.")]
    public static partial void Absent(ILogger logger, string plugin, string folder);

    [LoggerMessage(3003, LogLevel.Warning, "There is no plugin in {Folder}: put a folder <Name> with <Name>.dll, or a DLL, there and start again.")]
    public static partial void NoPlugins(ILogger logger, string folder);

    [LoggerMessage(3004, LogLevel.Warning, "{Count} steps of {Queue} still run after the drain limit of {Limit} s: they are cancelled.")]
    public static partial void DrainLimit(ILogger logger, string queue, int count, double limit);

    [LoggerMessage(3005, LogLevel.Error, "{Count} steps of {Queue} did not end; the host stops without them.")]
    public static partial void LeftBehind(ILogger logger, string queue, int count);

    [LoggerMessage(3006, LogLevel.Error, "Plugin {Plugin} failed at its clean-up.")]
    public static partial void RetireFailed(ILogger logger, Exception exception, string plugin);

    [LoggerMessage(3007, LogLevel.Information, "All steps have ended; {Count} plugins are retired.")]
    public static partial void Retired(ILogger logger, int count);
}
