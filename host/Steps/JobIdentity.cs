using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Steps;

/// <summary>Which job this is, for the log and for its replies.</summary>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Worker">The worker's name.</param>
/// <param name="JobId">The host's own id of the job.</param>
/// <param name="CorrelationId">The release's id, or <see langword="null"/>.</param>
/// <param name="ReplyTo">The queue that waits for the answer, or <see langword="null"/>.</param>
internal sealed record JobIdentity(string Plugin, string Worker, string JobId, string? CorrelationId, string? ReplyTo)
{
    /// <summary>Puts the job's ids on every line that is logged until the scope is disposed, the plugin's own lines included.</summary>
    public IDisposable? BeginScope(ILogger logger) => logger.BeginScope(new KeyValuePair<string, object?>[]
    {
        new("plugin", Plugin), new("worker", Worker), new("jobId", JobId), new("correlationId", CorrelationId ?? "-"),
    });
}
