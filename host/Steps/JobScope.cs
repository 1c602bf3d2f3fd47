using Microsoft.Extensions.Logging;
using ReWorkerHost.Journal;

namespace ReWorkerHost.Steps;

/// <summary>Puts a job's ids on the lines of the log.</summary>
internal static class JobScope
{
    /// <summary>On every line that is logged until the scope is disposed, the plugin's own lines included.</summary>
    public static IDisposable? BeginScope(this JournalEntry job, ILogger logger) => logger.BeginScope(new KeyValuePair<string, object?>[]
    {
        new("plugin", job.Plugin), new("worker", job.Worker), new("jobId", job.Id), new("correlationId", job.Key.CorrelationId ?? "-"),
    });
}
