namespace ReWorkerHost.Journal;

/// <summary>
/// The settled jobs of which that is not stored yet. Where the decision comes soon it is stored with that, which saves a job a change of
/// its own; of a step that runs on it is stored by itself.
/// </summary>
internal sealed class Settlements(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private readonly Lock gate = new();
    private readonly Queue<(JournalEntry Entry, long Since)> waiting = new();

    /// <summary>A job is settled.</summary>
    /// <returns>That will be stored; otherwise its decision was written without it.</returns>
    public bool TryAdd(JournalEntry entry)
    {
        lock (gate)
        {
            if (entry.IsDecisionWritten) return false;
            entry.IsSettled = true;
            waiting.Enqueue((entry, time.GetTimestamp()));
            return true;
        }
    }

    /// <summary>A job's decision is written.</summary>
    /// <returns>The job is settled, which is to be written with it.</returns>
    public bool Include(JournalEntry entry)
    {
        lock (gate)
        {
            entry.IsDecisionWritten = true;
            return entry.IsSettled;
        }
    }

    /// <summary>Takes the jobs that have waited long enough for their decision.</summary>
    /// <param name="all">None waits any longer.</param>
    public List<JournalEntry> Take(bool all)
    {
        var due = new List<JournalEntry>();
        lock (gate)
        {
            while (waiting.TryPeek(out var next) && (all || next.Entry.IsDecisionWritten || time.GetElapsedTime(next.Since) > Patience))
            {
                waiting.Dequeue();
                if (!next.Entry.IsDecisionWritten) due.Add(next.Entry);
            }
        }

        return due;
    }
}
