using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Journal;

/// <summary>What this stage logs; event ids 8000 to 8999.</summary>
internal static partial class Log
{
    [LoggerMessage(8000, LogLevel.Error, "The journal {File} is damaged ({Reason}) and was set aside as {Aside}. What it knew is lost: jobs that had begun when the host last ended are not answered, and their FSMs wait; a job that the broker delivers again runs again.")]
    public static partial void SetAside(ILogger logger, string file, string aside, string reason);

    [LoggerMessage(8001, LogLevel.Critical, "The journal can't be written: {Reason} No job is taken and no decision is sent until it can: free some space, or mend the disk.")]
    public static partial void Failing(ILogger logger, string reason);

    [LoggerMessage(8002, LogLevel.Warning, "The journal can be written again, and jobs are taken.")]
    public static partial void Recovered(ILogger logger);
}
