using ReWorkerHost.Journal;

namespace ReWorkerHost.Peers;

/// <summary>Answers other hosts from the journal.</summary>
internal sealed class JournalAnswers(IJournal journal, TimeProvider time) : IPeerAnswers
{
    // A host that is short of processor time may learn late that its channel is gone.
    private static readonly TimeSpan UntilLossIsKnown = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(0.1);

    /// <inheritdoc/>
    public async Task<bool> AnswerAsync(PeerQuestion question)
    {
        if (question.Kind == PeerQuestionKind.TookOver)
        {
            await journal.Takeovers.DecidedAsync(question.Key).ConfigureAwait(false);
            return journal.Takeovers.TryTake(question.Key, question.Since);
        }

        var since = time.GetTimestamp();
        while (journal.Unsettled.Knows(question.Key))
        {
            if (journal.Unsettled.FindRepeatable(question.Key) is { } entry)
            {
                if (entry.AcknowledgedOnCompletion) await journal.KeepAsync(entry).ConfigureAwait(false); // the other host acknowledges it now
                return true;
            }

            if (time.GetElapsedTime(since) > UntilLossIsKnown) return false;
            await Task.Delay(BetweenLooks, time).ConfigureAwait(false);
        }

        return false;
    }

    /// <inheritdoc/>
    public void Settle(PeerQuestion question)
    {
        if (journal.Unsettled.TryTake(question.Key) is { } entry) journal.Settle(entry);
    }
}
