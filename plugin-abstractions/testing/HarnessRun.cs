using ReWorkerHost.Execution;

namespace ReWorkerHost.Testing;

/// <summary>One step from its message to its terminal reply. What the daemon does with a bus and a journal around it is left out.</summary>
internal sealed class HarnessRun(ILoadedWorker worker, StepOptions options)
{
    private static readonly StepLimits Limits = new(MaxBodyBytes: 1 << 20, MaxDepth: 64);

    /// <summary>Runs it.</summary>
    public async Task<StepResult> RunAsync(byte[] body, CancellationToken cancellationToken)
    {
        var jobId = Guid.NewGuid().ToString("N");
        var recording = new StepRecording(worker, options, jobId);
        if (!BodyReader.TryRead(body, Limits, out var json, out var problem)) return recording.Reject(problem);
        var job = JobReader.Read(json);
        recording.Job = job;
        if (job.Subcommand.Length == 0) return recording.End(StepOutcome.Refuse(job.Problems));

        using var limit = options.Timeout is { } timeout ? new CancellationTokenSource(timeout) : new CancellationTokenSource();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var stop = new CancellationTokenSource(); // not disposed: a worker that does not heed its token still uses it
        var work = Task.Run(() => worker.ExecuteAsync(job.ToRequest(jobId, options.CorrelationId), recording, stop.Token), CancellationToken.None);
        await ((Task)work).WaitAsync(cut.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (work.IsCompleted) return recording.End(await work.ConfigureAwait(false));

        var reason = limit.IsCancellationRequested ? CutStep.TimedOut(options.Timeout!.Value) : CutStep.Interrupted;
        var cancelling = stop.CancelAsync();
        await Task.WhenAny(work, Task.Delay(options.Grace, CancellationToken.None)).ConfigureAwait(false);
        if (!work.IsCompleted) return recording.End(CutStep.Answer(reason), isStuck: true);
        await cancelling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what the worker registered on its token may throw
        var ended = await work.ConfigureAwait(false);
        return recording.End(CutStep.Answer(ended, reason) ?? ended);
    }
}
