using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Execution;
using ReWorkerHost.Journal;
using ReWorkerHost.Messaging;
using ReWorkerHost.Peers;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Steps;

/// <summary>
/// Answers what an earlier process left unanswered: a job that had begun is decided as failed, because its outcome is unknown and it must not
/// run twice; a decision that was not confirmed is sent.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="peers">The other hosts at this broker.</param>
/// <param name="replies">Makes the reply channel of a worker by its name.</param>
/// <param name="logger">The log.</param>
internal sealed class Recovery(IJournal journal, IPeers peers, Func<string, ReplyChannel> replies, ILogger logger)
{
    private readonly ConcurrentDictionary<string, ReplyChannel> channels = new(StringComparer.Ordinal);

    /// <summary>Leaves to the broker what was not acknowledged. It is owed before anything is consumed: a job that comes again would be dropped as a repetition.</summary>
    public void LeaveToTheBroker()
    {
        foreach (var entry in journal.Unfinished.Where(IsTheBrokers))
        {
            using var scope = entry.BeginScope(logger);
            Log.LeftToTheBroker(logger);
            journal.Finish(entry, JobState.Returned);
        }
    }

    /// <summary>Decides and answers; while the broker is out of reach it waits.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            foreach (var entry in journal.Unfinished.Where(entry => !IsTheBrokers(entry))) await TryAnswerAsync(entry, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The rest is in the journal for the next start.
        }
        finally
        {
            foreach (var channel in channels.Values) await channel.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static bool IsTheBrokers(JournalEntry entry) => entry is { State: JobState.Running, AcknowledgedOnCompletion: true };

    /// <summary>What goes wrong with one job keeps no other from its answer; it is tried again at the next start.</summary>
    private async Task TryAnswerAsync(JournalEntry entry, CancellationToken stop)
    {
        try
        {
            await AnswerAsync(entry, stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            Log.HostFault(logger, exception);
        }
    }

    private async Task AnswerAsync(JournalEntry entry, CancellationToken stop)
    {
        using var scope = entry.BeginScope(logger);
        if (entry.State == JobState.Running)
        {
            // Where the broker never got the acknowledgement, another host may have got the job; this one had not entered the plugin's code.
            if (await peers.AskAsync(new PeerQuestion(PeerQuestionKind.TookOver, entry.Key, entry.ReceivedAt), stop).ConfigureAwait(false))
            {
                Log.TakenOver(logger);
                journal.Withdraw(entry);
                return;
            }

            Log.Interrupted(logger);
            entry.Reply = ReplyBody.Failed(CutStep.Interrupted);
            if (!await journal.DecideAsync(entry, JobOutcome.Interrupted, entry.Reply).ConfigureAwait(false)) return;
            StepMeter.Decide(entry.Worker, "other", OutcomeWords.Of(JobOutcome.Interrupted), null);
        }
        else
        {
            Log.AnsweredLate(logger);
        }

        var fate = entry.Key.ReplyTo is { } replyTo
            ? await channels.GetOrAdd(entry.Worker, replies).PublishAsync(new Reply(replyTo, entry.Key.CorrelationId, entry.Id, entry.Reply!, IsTerminal: true), stop).ConfigureAwait(false)
            : ReplyFate.Confirmed;
        journal.Finish(entry, fate == ReplyFate.Unroutable ? JobState.Unroutable : JobState.Answered);
    }
}
