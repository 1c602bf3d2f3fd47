using System.Text.Json;
using ReWorkerHost.Journal;
using ReWorkerHost.Loading;
using ReWorkerHost.Messaging;

namespace ReWorkerHost.Steps;

/// <summary>
/// Takes a worker's deliveries and tells apart what they are: a step, an output message, a notification, or none of these. A job is in the
/// journal before the broker is told that it is taken.
/// </summary>
internal sealed class StepIntake(StepEnvironment environment) : IDeliveryIntake
{
    private readonly ReplyToWarning missingReplyTo = new(environment.Logger);

    /// <inheritdoc/>
    public Task ReadyAsync(CancellationToken cancellationToken) => environment.Journal.HealthyAsync(cancellationToken);

    /// <inheritdoc/>
    public void NoteLoss() => environment.Journal.Unsettled.NoteLoss(environment.Queue);

    /// <inheritdoc/>
    public async Task<bool> HandleAsync(Delivery delivery, IAcknowledgement acknowledgement)
    {
        try
        {
            var key = JobKey.Of(environment.Queue, delivery.CorrelationId, delivery.ReplyTo, delivery.Body.Span);
            if (!delivery.Redelivered) environment.Journal.Unsettled.NoteNewer(environment.Queue);
            else if (environment.Journal.Unsettled.TryTake(key) is { } known)
            {
                await DropAsync(known, acknowledgement).ConfigureAwait(false);
                return true;
            }

            var isBody = BodyReader.TryRead(delivery.Body, environment.Limits, out var body, out var problem);
            if (!isBody) await RejectAsync(NewJob(key, ""), problem!, acknowledgement).ConfigureAwait(false);
            else if (IsMessage(body)) await HandMessageAsync(NewJob(key, ""), body, delivery.AppId, acknowledgement).ConfigureAwait(false);
            else await RunAsync(key, body, acknowledgement).ConfigureAwait(false);
            return true;
        }
        catch (JournalUnavailableException exception)
        {
            Log.NotAccepted(environment.Logger, environment.Queue, exception.Message);
            await acknowledgement.ReturnAsync().ConfigureAwait(false);
            return false;
        }
        catch (Exception exception) // a fault of the host's own must not take the consumer with it
        {
            Log.HostFault(environment.Logger, exception);
            return true;
        }
    }

    private JournalEntry NewJob(JobKey key, string subcommand) => new(
        Guid.NewGuid().ToString("N"), environment.Plugin, environment.Worker.Description.Name, key, subcommand, environment.Time.GetUtcNow(), environment.AcknowledgesOnCompletion);

    /// <summary>A notification has its keys at the top; a step has them in <c>parameters</c> (protocol, "Notifications").</summary>
    private bool IsMessage(JsonElement body) => environment.Worker.Description.Kind switch
    {
        WorkerKind.Output => true,
        WorkerKind.Notifications => !body.TryGetProperty("parameters", out _),
        _ => false,
    };

    /// <summary>The broker lost the acknowledgement of a job that was taken already.</summary>
    private async Task DropAsync(JournalEntry known, IAcknowledgement acknowledgement)
    {
        using var scope = known.BeginScope(environment.Logger);
        Log.RedeliveryDropped(environment.Logger);
        if (await acknowledgement.AcknowledgeAsync().ConfigureAwait(false)) environment.Journal.Unsettled.Add(known, acknowledgement.Loss.IsNoted);
        else environment.Journal.Unsettled.Add(known, () => true);
    }

    /// <summary>Answers what is no job, and has the broker set it aside.</summary>
    private async Task RejectAsync(JournalEntry job, string problem, IAcknowledgement acknowledgement)
    {
        using var scope = job.BeginScope(environment.Logger);
        Log.Rejected(environment.Logger, problem);
        var answer = new StepAnswer(environment, job);
        if (!await AcceptAsync(job, acknowledgement, acknowledgement.RejectAsync).ConfigureAwait(false)) return;
        if (await answer.TryDecideAsync(JobOutcome.Refused, ReplyBody.Failed($"the job was rejected: {problem}")).ConfigureAwait(false)) await answer.SendDecisionAsync().ConfigureAwait(false);
    }

    private async Task HandMessageAsync(JournalEntry job, JsonElement body, string? appId, IAcknowledgement acknowledgement)
    {
        if (!await acknowledgement.AcknowledgeAsync().ConfigureAwait(false)) return;
        var run = new MessageRun(environment, job);
        if (environment.Worker.Description.Kind == WorkerKind.Output) await run.OutputAsync(body, appId).ConfigureAwait(false);
        else await run.NotifyAsync(body).ConfigureAwait(false);
    }

    private async Task RunAsync(JobKey key, JsonElement body, IAcknowledgement acknowledgement)
    {
        var read = JobReader.Read(body);
        var job = NewJob(key, read.Subcommand);
        if (key.ReplyTo is null) missingReplyTo.Say(job);
        if (environment.AcknowledgesOnCompletion)
        {
            await environment.Journal.AcceptAsync(job).ConfigureAwait(false);
            environment.Journal.Unsettled.Add(job, acknowledgement.Loss.IsNoted);
            await new StepRun(environment, job, read, acknowledgement.AcknowledgeAsync).RunAsync().ConfigureAwait(false);
        }
        else if (await AcceptAsync(job, acknowledgement, acknowledgement.AcknowledgeAsync).ConfigureAwait(false))
        {
            await new StepRun(environment, job, read, () => Task.CompletedTask).RunAsync().ConfigureAwait(false);
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
