using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Journal;

/// <summary>Whether the journal can be written. It can at first; each change is told in the log, once.</summary>
internal sealed class JournalHealth
{
    private readonly Lock gate = new();
    private readonly ILogger logger;
    private volatile string? problem;
    private TaskCompletionSource healthy = new();

    /// <summary>It is healthy.</summary>
    public JournalHealth(ILogger logger)
    {
        this.logger = logger;
        healthy.SetResult();
    }

    /// <summary>Why it can't be written; <see langword="null"/> where it can.</summary>
    public string? Problem => problem;

    /// <summary>Completes when it can be written.</summary>
    public Task HealthyAsync(CancellationToken cancellationToken)
    {
        lock (gate) return healthy.Task.WaitAsync(cancellationToken);
    }

    /// <summary>It can't be written.</summary>
    public void Fail(string reason)
    {
        lock (gate)
        {
            if (problem is not null) return;
            healthy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            problem = reason;
        }

        Log.Failing(logger, reason);
    }

    /// <summary>It was written.</summary>
    public void Recover()
    {
        if (problem is null) return;
        lock (gate)
        {
            problem = null;
            healthy.TrySetResult();
        }

        Log.Recovered(logger);
    }
}
