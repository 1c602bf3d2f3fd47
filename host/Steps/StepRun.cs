using System.Globalization;
using System.Text.Json;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Steps;

/// <summary>
/// One step from its parameters to its terminal answer: parsed, begun, watched for its time limit and for the end of the host, answered.
/// </summary>
internal sealed class StepRun(StepEnvironment environment, JobIdentity job) : IStepSink
{
    private readonly StepAnswer answer = new(environment, job);
    private Job? step;
    private bool begun;

    private string ClassName => environment.Worker.Description.ClassName;

    /// <summary>Runs the step. It ends when the worker's own task has ended, which for a stuck worker is after the answer.</summary>
    public async Task RunAsync(JsonElement body)
    {
        using var scope = job.BeginScope(environment.Logger);
        try
        {
            step = JobReader.Read(body);
            if (step.Subcommand.Length == 0) await EndAsync(StepOutcome.Refuse(step.Problems)).ConfigureAwait(false);
            else await ExecuteAsync(step).ConfigureAwait(false);
        }
        catch (Exception exception) // a fault of the host's own must not take the consumer with it, nor leave the FSM waiting
        {
            Log.HostFault(environment.Logger, exception);
            if (answer.TryDecide()) await answer.EndAsync(ReplyBody.Failed($"the host failed: {exception.GetType().Name}, see the host's log under {job.JobId}")).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        begun = true;
        Log.Started(environment.Logger, step!.Subcommand);
        answer.Start();
        await OutputAsync(OutputLevel.Debug, $"Starting {ClassName}.{job.CorrelationId} - {Now()}", cancellationToken).ConfigureAwait(false);
        await NotifyPhaseAsync("started", cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task OutputAsync(OutputLevel level, string message, CancellationToken cancellationToken)
    {
        if (level >= environment.OutputLevel) await environment.Output.OutputAsync(job.CorrelationId, message, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task NotifyAsync(string transport, Notification notification, CancellationToken cancellationToken) =>
        environment.Output.NotifyAsync(job.CorrelationId, transport, notification, cancellationToken);

    private async Task ExecuteAsync(Job wanted)
    {
        var request = new StepRequest(
            job.JobId, job.CorrelationId, wanted.Group, wanted.Command, wanted.Subcommand, wanted.Hosts, wanted.Parameters, wanted.Dynamic, wanted.Problems);
        using var stop = new CancellationTokenSource();
        using var limit = environment.TimeLimit is { } time ? new CancellationTokenSource(time, environment.Time) : new CancellationTokenSource();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, environment.Interrupt);
        // A thread of its own start: plugin code may block, and must see nothing of the host's context.
        var work = Task.Run(() => environment.Worker.ExecuteAsync(request, this, stop.Token), CancellationToken.None);
        await ((Task)work).WaitAsync(cut.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!work.IsCompleted)
        {
            var reason = limit.IsCancellationRequested
                ? $"timed out after {environment.TimeLimit!.Value.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s"
                : "interrupted: the host was stopped while the step ran; its outcome is unknown";
            await CutShortAsync(work, stop, reason).ConfigureAwait(false);
        }

        var outcome = await work.ConfigureAwait(false);
        environment.Observer.Ended(outcome.Kind);
        await EndAsync(outcome).ConfigureAwait(false); // after a cut it finds the decision taken and only logs
    }

    /// <summary>Cancels the step and, when the worker does not end with a result of its own within the grace period, answers for it.</summary>
    private async Task CutShortAsync(Task<StepOutcome> work, CancellationTokenSource stop, string reason)
    {
        Log.CutShort(environment.Logger, reason);
        var cancelling = CancelAsync(stop);
        await Task.WhenAny(work, Task.Delay(environment.Grace, environment.Time)).ConfigureAwait(false);
        if (!work.IsCompleted)
        {
            Log.Stuck(environment.Logger, environment.Grace.TotalSeconds);
            environment.Observer.Stuck();
            await EndAsync(new StepOutcome(StepOutcomeKind.Failed, Text: reason)).ConfigureAwait(false);
        }
        else if ((await work.ConfigureAwait(false)).Kind is StepOutcomeKind.Cancelled or StepOutcomeKind.Faulted)
        {
            await EndAsync(new StepOutcome(StepOutcomeKind.Failed, Text: reason, Detail: (await work.ConfigureAwait(false)).Detail)).ConfigureAwait(false);
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

    private async Task EndAsync(StepOutcome outcome)
    {
        if (!answer.TryDecide())
        {
            Log.LateOutcome(environment.Logger, outcome.Kind, outcome.Why);
            return;
        }

        var phase = outcome.Kind == StepOutcomeKind.Completed ? "completed" : "failed";
        if (outcome.Kind == StepOutcomeKind.Completed) Log.Completed(environment.Logger);
        else Log.Failed(environment.Logger, outcome.Kind, outcome.Why);
        if (begun) await TellAsync(() => OutputAsync(OutputLevel.Debug, $"Finished {ClassName}.{job.CorrelationId} - {Now()}", environment.Abandon)).ConfigureAwait(false);
        await answer.EndAsync(Body(outcome)).ConfigureAwait(false);
        await TellAsync(() => NotifyPhaseAsync(phase, environment.Abandon)).ConfigureAwait(false);
    }

    private byte[] Body(StepOutcome outcome) => outcome switch
    {
        { Kind: StepOutcomeKind.Completed } => ReplyBody.Completed(outcome.Data),
        { Data: { } data } => ReplyBody.Failed(data),
        { Kind: StepOutcomeKind.Faulted } => ReplyBody.Failed($"the worker failed: {outcome.Text}, see the host's log under {job.JobId}"),
        { Kind: StepOutcomeKind.Cancelled } => ReplyBody.Failed("cancelled"),
        _ => ReplyBody.Failed(outcome.Text ?? "the worker gave no reason"),
    };

    private async Task NotifyPhaseAsync(string phase, CancellationToken cancellationToken)
    {
        if (step is null) return;
        foreach (var (transport, targets) in step.Notify.For(phase))
        {
            var text = $"{job.Worker}:{step.Subcommand} {phase}";
            var message = $"{text}{(step.Group.Length > 0 ? $" for {step.Group}" : "")} (release {job.CorrelationId ?? "without an id"})";
            await NotifyAsync(transport, new Notification(text, message, phase, targets), cancellationToken).ConfigureAwait(false);
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

    private string Now() => environment.Time.GetLocalNow().ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture);
}
