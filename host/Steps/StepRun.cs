using System.Diagnostics;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Execution;
using ReWorkerHost.Journal;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Steps;

/// <summary>
/// One step from its parameters to its terminal answer: parsed, begun, watched for its time limit and for the end of the host, answered.
/// What is to be done when it is answered is done then, also where the worker's own code has not ended.
/// </summary>
internal sealed class StepRun(StepEnvironment environment, JournalEntry job, Job step, Task settled, Func<Task> answered) : IStepSink, IRunningStep
{
    private readonly StepAnswer answer = new(environment, job, settled);
    private bool begun;
    private volatile bool isStuck;
    private string? cancelledBy;
    private CancellationTokenSource? cut;

    /// <inheritdoc/>
    public JournalEntry Job => job;

    /// <inheritdoc/>
    public IReadOnlyList<string> Hosts => step.Hosts;

    /// <inheritdoc/>
    public OutputTail Output { get; } = new();

    /// <inheritdoc/>
    public bool IsStuck => isStuck;

    /// <inheritdoc/>
    public bool Cancel(string who)
    {
        if (cut is not { IsCancellationRequested: false } running || Interlocked.CompareExchange(ref cancelledBy, who, null) is not null) return false;
        try
        {
            running.Cancel();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false; // it has ended meanwhile
        }
    }

    /// <summary>Runs the step. It ends when the worker's own task has ended, which for a stuck worker is after the answer.</summary>
    public async Task RunAsync()
    {
        using var scope = job.BeginScope(environment.Logger);
        try
        {
            if (step.Subcommand.Length == 0) await EndAsync(StepOutcome.Refuse(step.Problems), JobOutcome.Refused).ConfigureAwait(false);
            else await ExecuteAsync().ConfigureAwait(false);
        }
        catch (Exception exception) // a fault of the host's own must not leave the FSM waiting
        {
            Log.HostFault(environment.Logger, exception);
            var reason = $"the host failed: {exception.GetType().Name}, see the host's log under {job.Id}";
            if (await answer.TryDecideAsync(JobOutcome.Failed, ReplyBody.Failed(reason)).ConfigureAwait(false)) await answer.SendDecisionAsync().ConfigureAwait(false);
            await answered().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        begun = true;
        Log.Started(environment.Logger, step.Subcommand);
        answer.Start();
        await OutputAsync(OutputLevel.Debug, StepPhase.Starting(environment.Worker, job.Key.CorrelationId, environment.Time), cancellationToken).ConfigureAwait(false);
        await NotifyPhaseAsync(StepPhase.Started, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task OutputAsync(OutputLevel level, string message, CancellationToken cancellationToken)
    {
        if (level < environment.OutputLevel) return;
        Output.Add(environment.Time.GetUtcNow(), level, message);
        await environment.Output.OutputAsync(job.Key.CorrelationId, message, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task NotifyAsync(string transport, Notification notification, CancellationToken cancellationToken) =>
        environment.Output.NotifyAsync(job.Key.CorrelationId, transport, notification, cancellationToken);

    private async Task ExecuteAsync()
    {
        var request = step.ToRequest(job.Id, job.Key.CorrelationId);
        using var stop = new CancellationTokenSource();
        using var limit = environment.TimeLimit is { } time ? new CancellationTokenSource(time, environment.Time) : new CancellationTokenSource();
        await using var interruption = environment.Interrupt.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit).ConfigureAwait(false);
        cut = limit;
        environment.Records.Running.Add(this);
        try
        {
            await WatchAsync(request, stop, limit.Token).ConfigureAwait(false);
        }
        finally
        {
            environment.Records.Running.Remove(this);
        }
    }

    private async Task WatchAsync(StepRequest request, CancellationTokenSource stop, CancellationToken cut)
    {
        // A thread of its own start: plugin code may block, and must see nothing of the host's context.
        var work = Task.Run(() => ExecuteAsync(request, stop.Token), CancellationToken.None);
        await ((Task)work).WaitAsync(cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!work.IsCompleted)
        {
            if (Volatile.Read(ref cancelledBy) is { } who) await CutShortAsync(work, stop, $"cancelled by {who}", JobOutcome.Cancelled).ConfigureAwait(false);
            else if (environment.Interrupt.IsCancellationRequested) await CutShortAsync(work, stop, CutStep.Interrupted, JobOutcome.Interrupted).ConfigureAwait(false);
            else await CutShortAsync(work, stop, CutStep.TimedOut(environment.TimeLimit!.Value), JobOutcome.TimedOut).ConfigureAwait(false);
        }

        var outcome = await work.ConfigureAwait(false);
        if (isStuck) environment.Records.Stuck.Remove(environment.Queue);
        environment.Observer.Ended(outcome.Kind);
        await EndAsync(outcome, OutcomeOf(outcome.Kind)).ConfigureAwait(false); // after a cut it finds the decision taken and only logs
    }

    /// <summary>Enters the plugin's code. What it traces itself hangs beneath the step's span.</summary>
    private async Task<StepOutcome> ExecuteAsync(StepRequest request, CancellationToken cancellationToken)
    {
        using var span = HostTelemetry.Activities.HasListeners() ? HostTelemetry.Activities.StartActivity($"execute {job.Worker}:{environment.SubcommandWord(step.Subcommand)}") : null;
        var outcome = await environment.Worker.ExecuteAsync(request, this, cancellationToken).ConfigureAwait(false);
        if (span is not null && outcome.Kind != StepOutcomeKind.Completed) span.SetTag(MessagingTags.Error, OutcomeWords.Of(OutcomeOf(outcome.Kind))).SetStatus(ActivityStatusCode.Error);
        return outcome;
    }

    /// <summary>Cancels the step and, when the worker does not end with a result of its own within the grace period, answers for it.</summary>
    private async Task CutShortAsync(Task<StepOutcome> work, CancellationTokenSource stop, string reason, JobOutcome meaning)
    {
        Log.CutShort(environment.Logger, reason);
        var cancelling = CancelAsync(stop);
        await Task.WhenAny(work, Task.Delay(environment.Grace, environment.Time)).ConfigureAwait(false);
        if (!work.IsCompleted)
        {
            Log.Stuck(environment.Logger, environment.Grace.TotalSeconds);
            environment.Observer.Stuck();
            StepMeter.Abandon(job.Worker);
            environment.Records.Stuck.Add(environment.Queue);
            isStuck = true;
            await EndAsync(CutStep.Answer(reason), meaning).ConfigureAwait(false);
        }
        else if (CutStep.Answer(await work.ConfigureAwait(false), reason) is { } answered)
        {
            await EndAsync(answered, meaning).ConfigureAwait(false);
        }

        await cancelling.ConfigureAwait(false);
    }

    private async Task CancelAsync(CancellationTokenSource stop)
    {
        try
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception) // what the plugin registered on its token
        {
            Log.CancelCallbackFailed(environment.Logger, exception);
        }
    }

    private async Task EndAsync(StepOutcome outcome, JobOutcome meaning)
    {
        if (!await answer.TryDecideAsync(meaning, ReplyBody.Of(outcome, job.Id)).ConfigureAwait(false))
        {
            Log.LateOutcome(environment.Logger, outcome.Kind, outcome.Why);
            return;
        }

        if (outcome.Kind == StepOutcomeKind.Completed) Log.Completed(environment.Logger);
        else Log.Failed(environment.Logger, outcome.Kind, outcome.Why);
        if (begun) await TellAsync(() => OutputAsync(OutputLevel.Debug, StepPhase.Finished(environment.Worker, job.Key.CorrelationId, environment.Time), environment.Abandon)).ConfigureAwait(false);
        await answer.SendDecisionAsync().ConfigureAwait(false);
        await answered().ConfigureAwait(false);
        await TellAsync(() => NotifyPhaseAsync(StepPhase.Of(outcome), environment.Abandon)).ConfigureAwait(false);
    }

    private static JobOutcome OutcomeOf(StepOutcomeKind kind) => kind switch
    {
        StepOutcomeKind.Completed => JobOutcome.Completed,
        StepOutcomeKind.Refused => JobOutcome.Refused,
        StepOutcomeKind.Cancelled => JobOutcome.Cancelled,
        _ => JobOutcome.Failed,
    };

    private async Task NotifyPhaseAsync(string phase, CancellationToken cancellationToken)
    {
        foreach (var (transport, notification) in StepPhase.Notifications(step, job.Worker, job.Key.CorrelationId, phase))
        {
            await NotifyAsync(transport, notification, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What is told to others must not keep the answer from the FSM.</summary>
    private async Task TellAsync(Func<Task> tell)
    {
        try
        {
            await tell().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.NotTold(environment.Logger, exception);
        }
    }
}
