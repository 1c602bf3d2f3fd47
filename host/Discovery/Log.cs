using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Discovery;

/// <summary>What this stage logs; event ids 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Warning, "The events of {Folder} can't be heard ({Reason}): changes are found by the regular look.")]
    public static partial void WatchFailed(ILogger logger, string folder, string reason);
}
