using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ReWorkerHost.Playbooks;

/// <summary>
/// Runs a release as the FSM does: each step is sent when the one before it completed, and the first that doesn't complete ends
/// the release.
/// </summary>
/// <param name="connection">An open connection to the broker.</param>
/// <param name="exchange">The exchange of the steps and the output.</param>
/// <param name="progress">Who shows it.</param>
/// <param name="time">The clock.</param>
internal sealed class ReleaseRun(IConnection connection, string exchange, IReleaseProgress progress, TimeProvider time)
{
    /// <summary>Output goes another way than replies do, so the last of it may come after the last reply.</summary>
    private static readonly TimeSpan Trailing = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<string> endedJobs = [];
    private readonly string releaseId = Guid.NewGuid().ToString();

    /// <summary>Runs a release to its end. It can be run once.</summary>
    /// <param name="release">The release.</param>
    /// <param name="timeout">How long each step may take, or <see langword="null"/> for as long as it does.</param>
    /// <param name="cancellationToken">Ends the following; a step that was sent goes on at its worker.</param>
    /// <exception cref="InvalidOperationException">The broker refused the queues; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first step.</exception>
    public async Task<ReleaseResult> RunAsync(Release release, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var bus = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (bus.ConfigureAwait(false))
        {
            progress.ReleaseBegins(release, releaseId);
            var result = await StepsAsync(bus, release, timeout, begin, cancellationToken).ConfigureAwait(false);
            if (result.LastEnd.Kind is StepEndKind.Completed or StepEndKind.Failed) await TrailAsync(bus).ConfigureAwait(false);
            progress.StepEnded(result.LastStep, result.LastEnd);
            await progress.ReleaseEndedAsync(release, result).ConfigureAwait(false);
            return result;
        }
    }

    private async Task<ReleaseBus> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReleaseBus.OpenAsync(connection, exchange, releaseId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsBrokerTrouble(exception))
        {
            throw new InvalidOperationException($"nothing was sent, for the broker did not let the release listen for answers: {exception.Message}", exception);
        }
    }

    private async Task<ReleaseResult> StepsAsync(ReleaseBus bus, Release release, TimeSpan? timeout, long begin, CancellationToken cancellationToken)
    {
        var completed = 0;
        while (true)
        {
            var step = release.Steps[completed];
            var end = await StepAsync(bus, step, timeout, cancellationToken).ConfigureAwait(false);
            if (end.Kind == StepEndKind.Completed) completed++;
            if (end.Kind != StepEndKind.Completed || completed == release.Steps.Count) return new ReleaseResult(releaseId, completed, step, end, time.GetElapsedTime(begin));
            progress.StepEnded(step, end);
        }
    }

    private async Task<StepEnd> StepAsync(ReleaseBus bus, ReleaseStep step, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var sent = false;
        using var late = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (!await bus.PublishAsync(step, either.Token).ConfigureAwait(false))
            {
                return End(StepEndKind.NotServed, $"no worker serves {step.Name.RoutingKey}: no queue is bound to exchange '{exchange}' with this key; "
                    + $"start a host that has the worker '{step.Name.Command}', or correct its name");
            }

            sent = true;
            progress.StepSent(step);
            if (await bus.WaitsForConsumerAsync(step, either.Token).ConfigureAwait(false))
                progress.Notice($"no worker consumes the queue {step.Name.RoutingKey} at present; the step waits there until a host with the worker '{step.Name.Command}' runs");
            return await AnswersAsync(bus, step, End, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return End(StepEndKind.Stopped, sent
                ? "no longer followed here; the step goes on at its worker"
                : "stopped while the step was being sent; if it was taken, it goes on at its worker");
        }
        catch (OperationCanceledException)
        {
            return End(StepEndKind.TimedOut, $"no end within {timeout!.Value.TotalSeconds:0.###} s; the step may still run at its worker");
        }
        catch (PublishException)
        {
            return End(StepEndKind.NotServed, $"the broker refused the step, so it was not sent; see whether the queue behind {step.Name.RoutingKey} is full");
        }
        catch (Exception exception) when (IsBrokerTrouble(exception))
        {
            return End(StepEndKind.Lost, $"the broker was lost ({exception.Message}); the step may still run at its worker, and its answer can't be received any more");
        }

        StepEnd End(StepEndKind kind, string reason) => new(kind, time.GetElapsedTime(begin), null, reason);
    }

    private async Task<StepEnd> AnswersAsync(ReleaseBus bus, ReleaseStep step, Func<StepEndKind, string, StepEnd> end, CancellationToken cancellationToken)
    {
        var started = false;
        while (true)
        {
            var told = await bus.Events.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (told is ReleaseEvent.Lost broken) throw new IOException(broken.Reason);
            if (told is not ReleaseEvent.Replied replied || !IsForThisStep(replied))
            {
                Show(told);
                continue;
            }

            if (StepReply.Read(replied.Body, out var problem) is not { } reply) return end(StepEndKind.Failed, problem);
            if (reply.Status == "started" && !started)
            {
                started = true;
                progress.StepStarted(step);
                continue;
            }

            if (!string.IsNullOrEmpty(replied.MessageId)) endedJobs.Add(replied.MessageId);
            if (reply.Status == "failed") return end(StepEndKind.Failed, "") with { Data = reply.Data, Reason = reply.Data is null ? "the worker gave no reason" : null };
            if (started && reply.Status == "completed") return end(StepEndKind.Completed, "") with { Data = reply.Data, Reason = null };
            return end(StepEndKind.Failed, started
                ? "the worker answered 'started' twice, where the protocol has one 'started' and then one 'completed' or 'failed'"
                : "the worker answered 'completed' before 'started', on which the Release Engine ends a release");
        }
    }

    /// <summary>A repeated answer to an ended step, which is recognised by its message id, must not pass for this step's.</summary>
    private bool IsForThisStep(ReleaseEvent.Replied replied) =>
        replied.CorrelationId == releaseId && (replied.MessageId is null || !endedJobs.Contains(replied.MessageId));

    private void Show(ReleaseEvent told)
    {
        switch (told)
        {
            case ReleaseEvent.Output output:
                progress.Output(output.Text);
                break;
            case ReleaseEvent.Notice notice:
                progress.Notice(notice.Text);
                break;
            case ReleaseEvent.Replied { CorrelationId: var id } when id == releaseId:
                progress.Notice("a worker repeated its answer to an earlier step; the repetition is left out");
                break;
            case ReleaseEvent.Replied replied:
                progress.Notice($"an answer with the correlation id {replied.CorrelationId ?? "(none)"} is left out; this release's is {releaseId}");
                break;
        }
    }

    private async Task TrailAsync(ReleaseBus bus)
    {
        using var enough = new CancellationTokenSource(Trailing, time);
        try
        {
            while (true) Show(await bus.Events.ReadAsync(enough.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // Everything that came in time is shown.
        }
    }

    private static bool IsBrokerTrouble(Exception exception) =>
        exception is RabbitMQClientException or IOException or ObjectDisposedException or TimeoutException;
}
