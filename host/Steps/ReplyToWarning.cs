using Microsoft.Extensions.Logging;
using ReWorkerHost.Journal;

namespace ReWorkerHost.Steps;

/// <summary>Says once for each worker that jobs come without <c>reply_to</c> (protocol, "What bad input gets").</summary>
internal sealed class ReplyToWarning(ILogger logger)
{
    private int said;

    /// <summary>Says it, if it was not said yet.</summary>
    public void Say(JournalEntry job)
    {
        if (Interlocked.Exchange(ref said, 1) == 0) Log.NoReplyTo(logger, job.Worker, job.Key.CorrelationId);
    }
}
