using System.Text.Json;
using ReWorkerHost.Execution;
using ReWorkerHost.Journal;
using ReWorkerHost.Messaging;
using ReWorkerHost.Peers;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Steps;

/// <summary>
/// Takes a worker's deliveries and tells apart what they are: a step, an output message, a notification, or none of these. A job is in the
/// journal before the broker is told that it is taken.
/// </summary>
internal sealed class StepIntake(StepEnvironment environment) : IDeliveryIntake
{
    private static readonly TimeSpan UntilLossIsKnown = TimeSpan.FromSeconds(0.5);
    private readonly ReplyToWarning missingReplyTo = new(environment.Logger);

    /// <inheritdoc/>
    public Task ReadyAsync(CancellationToken cancellationToken) => environment.Journal.HealthyAsync(cancellationToken);

    /// <inheritdoc/>
    public void NoteLoss() => environment.Journal.Unsettled.NoteLoss(environment.Queue);

    /// <inheritdoc/>
    public async Task<bool> HandleAsync(Delivery delivery, IAcknowledgement acknowledgement)
    {
        using var processing = MessageProcessing.Begin(environment.Queue, delivery);
        var key = JobKey.Of(environment.Queue, delivery.CorrelationId, delivery.ReplyTo, delivery.Body.Span);
        using var decision = delivery.Redelivered ? environment.Journal.Takeovers.Begin(key) : null;
        try
        {
            if (!delivery.Redelivered) environment.Journal.Unsettled.NoteNewer(environment.Queue);
            else if (await IsRepetitionAsync(key, acknowledgement).ConfigureAwait(false)) return true;

            var isBody = BodyReader.TryRead(delivery.Body, environment.Limits, out var body, out var problem);
            if (!isBody) await RejectAsync(NewJob(key, "", delivery, processing), problem!, acknowledgement).ConfigureAwait(false);
            else if (IsMessage(body)) await HandMessageAsync(NewJob(key, "", delivery, processing), body, delivery.AppId, acknowledgement).ConfigureAwait(false);
            else await RunAsync(key, body, delivery, processing, acknowledgement).ConfigureAwait(false);
            return true;
        }
        catch (JournalUnavailableException exception)
        {
            Log.NotAccepted(environment.Logger, environment.Queue, exception.Message);
            await acknowledgement.ReturnAsync().ConfigureAwait(false);
            return false;
        }
        catch (Exception exception) // a fault of the host's own must not take the consumer with it, nor keep the delivery
        {
            Log.HostFault(environment.Logger, exception);
            return await GiveUpAsync(key, delivery, exception.GetType().Name, processing, acknowledgement).ConfigureAwait(false);
        }
    }

    /// <summary>Answers a job that the host failed at before anything was said of it to the broker.</summary>
    private async Task<bool> GiveUpAsync(JobKey key, Delivery delivery, string fault, MessageProcessing? processing, IAcknowledgement acknowledgement)
    {
        try
        {
            await RejectAsync(NewJob(key, "", delivery, processing), $"the host failed: {fault}, see its log", acknowledgement).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            Log.HostFault(environment.Logger, exception);
            await acknowledgement.ReturnAsync().ConfigureAwait(false);
            return false;
        }
    }

    private JournalEntry NewJob(JobKey key, string subcommand, Delivery delivery, MessageProcessing? processing)
    {
        var job = new JournalEntry(
            Guid.NewGuid().ToString("N"), environment.Plugin, environment.Worker.Description.Name, key, subcommand, environment.Time.GetUtcNow(), delivery.Redelivered,
            environment.AcknowledgesOnCompletion);
        processing?.Note(job);
        return job;
    }

    /// <summary>A notification has its keys at the top; a step has them in <c>parameters</c> (protocol, "Notifications").</summary>
    private bool IsMessage(JsonElement body) => environment.Worker.Description.Kind switch
    {
        WorkerKind.Output => true,
        WorkerKind.Notifications => !body.TryGetProperty("parameters", out _),
        _ => false,
    };

    /// <summary>Drops a delivery that repeats a job which this host or another has taken already, because the broker lost its acknowledgement.</summary>
    private async Task<bool> IsRepetitionAsync(JobKey key, IAcknowledgement acknowledgement)
    {
        var unsettled = environment.Journal.Unsettled;
        var known = unsettled.TryTake(key);
        if (known is null && unsettled.Knows(key))
        {
            await Task.Delay(UntilLossIsKnown, environment.Time).ConfigureAwait(false);
            known = unsettled.TryTake(key);
        }

        if (known is not null)
        {
            await DropAsync(known, acknowledgement).ConfigureAwait(false);
            return true;
        }

        var question = new PeerQuestion(PeerQuestionKind.IsYours, key, environment.Time.GetUtcNow());
        if (!await environment.Peers.AskAsync(question, environment.Interrupt).ConfigureAwait(false)) return false;
        StepMeter.Drop(environment.Worker.Description.Name);
        Log.AnotherHosts(environment.Logger, environment.Queue, key.CorrelationId);
        // The other host knows the job until this acknowledgement has arrived: were it lost, the job would come once more.
        if (await acknowledgement.AcknowledgeAsync().ConfigureAwait(false) && await acknowledgement.ArrivedAsync().ConfigureAwait(false))
        {
            await environment.Peers.SettleAsync(question, environment.Interrupt).ConfigureAwait(false);
        }

        return true;
    }

    private async Task DropAsync(JournalEntry known, IAcknowledgement acknowledgement)
    {
        using var scope = known.BeginScope(environment.Logger);
        StepMeter.Drop(known.Worker);
        Log.RedeliveryDropped(environment.Logger);
        if (known.AcknowledgedOnCompletion) await environment.Journal.KeepAsync(known).ConfigureAwait(false);
        // This acknowledgement may be lost as well.
        var isSaid = await acknowledgement.AcknowledgeAsync().ConfigureAwait(false);
        environment.Journal.Unsettled.Add(known, isSaid ? acknowledgement.Loss.IsNoted : static () => true);
        if (isSaid) await SettleAsync(known, acknowledgement).ConfigureAwait(false);
    }

    /// <summary>Answers what is no job, and has the broker set it aside.</summary>
    private async Task RejectAsync(JournalEntry job, string problem, IAcknowledgement acknowledgement)
    {
        using var scope = job.BeginScope(environment.Logger);
        Log.Rejected(environment.Logger, problem);
        if (!await AcceptAsync(job, acknowledgement, acknowledgement.RejectAsync).ConfigureAwait(false)) return;
        var answer = new StepAnswer(environment, job, SettleAsync(job, acknowledgement));
        if (await answer.TryDecideAsync(JobOutcome.Refused, ReplyBody.Rejected(problem)).ConfigureAwait(false)) await answer.SendDecisionAsync().ConfigureAwait(false);
    }

    private async Task HandMessageAsync(JournalEntry job, JsonElement body, string? appId, IAcknowledgement acknowledgement)
    {
        if (!await acknowledgement.AcknowledgeAsync().ConfigureAwait(false)) return;
        var run = new MessageRun(environment, job);
        if (environment.Worker.Description.Kind == WorkerKind.Output) await run.OutputAsync(body, appId).ConfigureAwait(false);
        else await run.NotifyAsync(body).ConfigureAwait(false);
    }

    private async Task RunAsync(JobKey key, JsonElement body, Delivery delivery, MessageProcessing? processing, IAcknowledgement acknowledgement)
    {
        var read = JobReader.Read(body);
        var job = NewJob(key, read.Subcommand, delivery, processing);
        if (key.ReplyTo is null) missingReplyTo.Say(job);
        if (environment.AcknowledgesOnCompletion)
        {
            await RunUnacknowledgedAsync(job, read, delivery, acknowledgement).ConfigureAwait(false);
        }
        else if (await AcceptAsync(job, acknowledgement, acknowledgement.AcknowledgeAsync).ConfigureAwait(false))
        {
            // Where another host could get the job, the plugin's code is not entered before the broker has the acknowledgement: a job that
            // comes again has then run nowhere. At a quorum queue there may be another tomorrow, which gets what this one left.
            var settled = SettleAsync(job, acknowledgement);
            var mayBeAnothers = (environment.IsQuorumQueue || environment.Peers.MayHaveOthers) && !await settled.ConfigureAwait(false);
            if (mayBeAnothers && await WasTakenOverAsync(job).ConfigureAwait(false)) return;
            await new StepRun(environment, job, read, settled, () => Task.CompletedTask).RunAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Notes that the job can't be delivered again, as soon as the broker has shown that it knows what becomes of it. A quorum queue may lose
    /// that with a node some moments later, so there only time settles it.
    /// </summary>
    /// <returns>The broker has shown it.</returns>
    private async Task<bool> SettleAsync(JournalEntry job, IAcknowledgement acknowledgement)
    {
        if (!await acknowledgement.ArrivedAsync().ConfigureAwait(false)) return false;
        if (environment.IsQuorumQueue) environment.Journal.Unsettled.NoteArrival(job);
        else environment.Journal.Unsettled.Settle(job);
        return true;
    }

    /// <summary>Leaves a job to the host that got it because the broker lost this one's acknowledgement.</summary>
    private async Task<bool> WasTakenOverAsync(JournalEntry job)
    {
        using var scope = job.BeginScope(environment.Logger);
        try
        {
            if (!await environment.Peers.AskAsync(new PeerQuestion(PeerQuestionKind.TookOver, job.Key, job.ReceivedAt), environment.Interrupt).ConfigureAwait(false)) return false;
        }
        catch (OperationCanceledException) when (environment.Interrupt.IsCancellationRequested)
        {
            return false; // the step is begun, and at once cut short and answered
        }

        Log.TakenOver(environment.Logger);
        environment.Journal.Withdraw(job);
        return true;
    }

    private async Task RunUnacknowledgedAsync(JournalEntry job, Job read, Delivery delivery, IAcknowledgement acknowledgement)
    {
        var before = delivery.DeliveryCount ?? (delivery.Redelivered ? await environment.Journal.CountReturnsAsync(job.Key).ConfigureAwait(false) : 0);
        if (before >= environment.MaxDeliveries)
        {
            await RejectAsync(job, $"it was delivered {before} times before and never ended", acknowledgement).ConfigureAwait(false);
            return;
        }

        await environment.Journal.AcceptAsync(job).ConfigureAwait(false);
        environment.Journal.Unsettled.Add(job, acknowledgement.Loss.IsNoted);
        await new StepRun(environment, job, read, settled: Task.CompletedTask, AcknowledgeLateAsync).RunAsync().ConfigureAwait(false);

        async Task AcknowledgeLateAsync()
        {
            if (await acknowledgement.AcknowledgeAsync().ConfigureAwait(false)) await SettleAsync(job, acknowledgement).ConfigureAwait(false);
        }
    }

    /// <summary>Commits the job, then tells the broker. Where the broker can't be told, the job is not this host's.</summary>
    private async Task<bool> AcceptAsync(JournalEntry job, IAcknowledgement acknowledgement, Func<Task<bool>> tell)
    {
        await environment.Journal.AcceptAsync(job).ConfigureAwait(false);
        environment.Journal.Unsettled.Add(job, acknowledgement.Loss.IsNoted);
        if (await tell().ConfigureAwait(false)) return true;
        environment.Journal.Withdraw(job);
        Log.NotAcknowledged(environment.Logger, environment.Queue, job.Key.CorrelationId);
        return false;
    }
}
