using ReWorkerHost.Messaging;

namespace ReWorkerHost.Steps;

/// <summary>The answers to one job: <c>started</c> at most once, then one terminal reply, whoever asks for it first.</summary>
internal sealed class StepAnswer(StepEnvironment environment, JobIdentity job)
{
    private Task<ReplyFate?> started = Task.FromResult<ReplyFate?>(null);
    private int decided;

    /// <summary>Sends <c>started</c>, without waiting until the broker has it.</summary>
    public void Start() => started = SendAsync(ReplyBody.Started, isTerminal: false);

    /// <summary>Claims the one terminal decision; the first caller gets it.</summary>
    public bool TryDecide() => Interlocked.Exchange(ref decided, 1) == 0;

    /// <summary>Sends the terminal reply, after <c>started</c>.</summary>
    public async Task EndAsync(byte[] body)
    {
        await started.ConfigureAwait(false);
        await SendAsync(body, isTerminal: true).ConfigureAwait(false);
    }

    /// <summary>Answers a delivery that is no job.</summary>
    public async Task RejectAsync(string reason)
    {
        using var scope = job.BeginScope(environment.Logger);
        Log.Rejected(environment.Logger, reason);
        await EndAsync(ReplyBody.Failed(reason)).ConfigureAwait(false);
    }

    private async Task<ReplyFate?> SendAsync(byte[] body, bool isTerminal)
    {
        if (job.ReplyTo is null) return null;
        try
        {
            return await environment.Replies.PublishAsync(new Reply(job.ReplyTo, job.CorrelationId, job.JobId, body, isTerminal), environment.Abandon).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Log.ReplyAbandoned(environment.Logger, isTerminal ? "terminal reply" : "\"started\"");
        }
        catch (Exception exception)
        {
            Log.ReplyFailed(environment.Logger, exception);
        }

        return null;
    }
}
