using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Journal;
using ReWorkerHost.Messaging;

namespace ReWorkerHost.Steps;

/// <summary>
/// Answers what an earlier process left unanswered: a job that had begun is decided as failed, because its outcome is unknown and it must not
/// run twice; a decision that was not confirmed is sent.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="replies">Makes the reply channel of a worker by its name.</param>
/// <param name="logger">The log.</param>
internal sealed class Recovery(IJournal journal, Func<string, ReplyChannel> replies, ILogger logger)
{
    /// <summary>The <c>data</c> of the reply to a job whose host stopped.</summary>
    public const string InterruptedText = "interrupted: the host stopped while the step ran; its outcome is unknown";

    private readonly ConcurrentDictionary<string, ReplyChannel> channels = new(StringComparer.Ordinal);

    /// <summary>Decides and answers; while the broker is out of reach it waits.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            foreach (var entry in journal.Unfinished) await AnswerAsync(entry, stop).ConfigureAwait(false);
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

    private async Task AnswerAsync(JournalEntry entry, CancellationToken stop)
    {
        using var scope = entry.BeginScope(logger);
        if (entry is { State: JobState.Running, AcknowledgedOnCompletion: true })
        {
            Log.LeftToTheBroker(logger);
            journal.Withdraw(entry);
            return;
        }

        if (entry.State == JobState.Running)
        {
            Log.Interrupted(logger);
            entry.Reply = ReplyBody.Failed(InterruptedText);
            if (!await journal.DecideAsync(entry, JobOutcome.Interrupted, entry.Reply).ConfigureAwait(false)) return;
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
