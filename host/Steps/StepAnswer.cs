using ReWorkerHost.Execution;
using ReWorkerHost.Journal;
using ReWorkerHost.Messaging;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Steps;

/// <summary>
/// The answers to one job: <c>started</c> at most once, then one terminal reply. Of all who would end the job, the first to decide does;
/// the decision is in the journal before it is sent.
/// </summary>
/// <param name="environment">What the steps of its worker share.</param>
/// <param name="job">The job.</param>
/// <param name="settled">Completes when it is known that the broker can't deliver the job again, or that this can't be known.</param>
internal sealed class StepAnswer(StepEnvironment environment, JournalEntry job, Task settled)
{
    private static readonly TimeSpan SettlingLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterUnknownStart = TimeSpan.FromSeconds(1);
    private Task<ReplyFate?> started = Task.FromResult<ReplyFate?>(null);
    private int decided;

    /// <summary>Sends <c>started</c>, without waiting until the broker has it.</summary>
    public void Start() => started = SendAsync(ReplyBody.Started, isTerminal: false);

    /// <summary>Claims the one terminal decision and commits it.</summary>
    /// <returns>It is the first, and is to be sent.</returns>
    public async Task<bool> TryDecideAsync(JobOutcome outcome, byte[] body)
    {
        if (Interlocked.Exchange(ref decided, 1) != 0) return false;
        // The FSM's next step may be the same to the byte. Were this job not settled by then, the host could take that one, delivered
        // again after a crash, for this one.
        if (environment.Journal.IsKept) await settled.WaitAsync(SettlingLimit, environment.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        job.Outcome = outcome;
        job.Reply = body;
        if (!await environment.Journal.DecideAsync(job, outcome, body).ConfigureAwait(false)) return false;
        var took = environment.Time.GetUtcNow() - job.ReceivedAt;
        environment.Statistics.Note(outcome, took);
        StepMeter.Decide(job.Worker, environment.SubcommandWord(job.Subcommand), OutcomeWords.Of(outcome), took);
        return true;
    }

    /// <summary>Sends the decision, after <c>started</c>.</summary>
    public async Task SendDecisionAsync()
    {
        // A "started" that was on its way when its connection was lost may still arrive: the terminal reply, on another connection, must
        // not overtake it.
        if (await started.ConfigureAwait(false) == ReplyFate.Unknown) await Task.Delay(AfterUnknownStart, environment.Time).ConfigureAwait(false);
        if (job.Key.ReplyTo is null)
        {
            environment.Journal.Finish(job, JobState.Answered);
            return;
        }

        // One that could not be sent stays in the journal, and is sent at the next start.
        if (await SendAsync(job.Reply!, isTerminal: true).ConfigureAwait(false) is { } fate)
        {
            environment.Journal.Finish(job, fate == ReplyFate.Unroutable ? JobState.Unroutable : JobState.Answered);
        }
    }

    private async Task<ReplyFate?> SendAsync(byte[] body, bool isTerminal)
    {
        if (job.Key.ReplyTo is not { } replyTo) return null;
        try
        {
            return await environment.Replies.PublishAsync(new Reply(replyTo, job.Key.CorrelationId, job.Id, body, isTerminal), environment.Abandon).ConfigureAwait(false);
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
