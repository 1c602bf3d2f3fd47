using ReWorkerHost.Journal;

namespace ReWorkerHost.Peers;

/// <summary>Answers other hosts from the journal.</summary>
internal sealed class JournalAnswers(IJournal journal, TimeProvider time) : IPeerAnswers
{
    private static readonly TimeSpan UntilLossIsKnown = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc/>
    public async Task<bool> AnswerAsync(PeerQuestion question)
    {
        if (question.Kind == PeerQuestionKind.TookOver) return journal.Takeovers.TryTake(question.Key, question.Since);
        if (journal.Unsettled.TryTake(question.Key) is { } known) return Keep(known);
        if (!journal.Unsettled.Knows(question.Key)) return false;
        await Task.Delay(UntilLossIsKnown, time).ConfigureAwait(false);
        return journal.Unsettled.TryTake(question.Key) is { } later && Keep(later);
    }

    /// <summary>The other host drops the repetition.</summary>
    private bool Keep(JournalEntry entry)
    {
        journal.Settle(entry);
        return true;
    }
}
