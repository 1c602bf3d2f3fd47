namespace ReWorkerHost.Journal;

/// <summary>
/// The jobs whose acknowledgement the broker may not have got: it would deliver them again. An acknowledgement is settled when it has shown
/// that it arrived, however long that takes: a channel may seem open for long while nothing passes any more. Where the channel was lost, it
/// is settled when the queue has delivered newer jobs for a while, because what is delivered again comes first.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="settled">Called for each that is settled by the passing of time.</param>
internal sealed class UnsettledAcknowledgements(TimeProvider time, Action<JournalEntry> settled)
{
    // A quorum queue may lose what it knows with a node, some moments later.
    private static readonly TimeSpan AfterArrival = TimeSpan.FromSeconds(10);

    // The broker may notice a lost connection a minute later than this host does (59 s were seen); until then it keeps the jobs.
    private static readonly TimeSpan AfterNewerJob = TimeSpan.FromSeconds(120);
    private readonly Lock gate = new();
    private readonly Dictionary<JobKey, List<Unsettled>> entries = [];
    private readonly Dictionary<string, long> newerSince = new(StringComparer.Ordinal);

    /// <summary>Takes note of a job whose delivery is about to be acknowledged.</summary>
    /// <param name="entry">The job.</param>
    /// <param name="isLost">The channel of its delivery is gone.</param>
    public void Add(JournalEntry entry, Func<bool> isLost)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(entry.Key, out var same)) entries[entry.Key] = same = [];
            same.Add(new Unsettled(entry, isLost));
        }
    }

    /// <summary>Forgets a job.</summary>
    public void Remove(JournalEntry entry)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(entry.Key, out var same)) return;
            same.RemoveAll(unsettled => unsettled.Entry.Id == entry.Id);
            if (same.Count == 0) entries.Remove(entry.Key);
        }
    }

    /// <summary>The broker has the job's acknowledgement, and can't deliver it again.</summary>
    public void Settle(JournalEntry entry)
    {
        Remove(entry);
        settled(entry);
    }

    /// <summary>The broker has the job's acknowledgement and may lose it again: it is settled after a while.</summary>
    public void NoteArrival(JournalEntry entry)
    {
        lock (gate)
        {
            if (entries.GetValueOrDefault(entry.Key)?.Find(unsettled => unsettled.Entry.Id == entry.Id) is { } known) known.ArrivedAt = time.GetTimestamp();
        }
    }

    /// <summary>Takes the job that a redelivered delivery repeats.</summary>
    /// <returns>The job, which is settled now; <see langword="null"/> where the delivery repeats none of this host's.</returns>
    public JournalEntry? TryTake(JobKey key)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(key, out var same)) return null;
            // One whose channel is open can't be delivered again.
            var index = same.FindIndex(unsettled => unsettled.IsLost());
            if (index < 0) return null;
            var entry = same[index].Entry;
            same.RemoveAt(index);
            if (same.Count == 0) entries.Remove(key);
            return entry;
        }
    }

    /// <summary>There is a job of this key, whether its channel is lost or not.</summary>
    public bool Knows(JobKey key)
    {
        lock (gate) return entries.ContainsKey(key);
    }

    /// <summary>
    /// The job of this key that another host may have been given too: its channel is lost, or it is undecided. Nodes that lose each
    /// other may deliver a job again though its channel is open; an FSM sends no second job that is the same before the first is answered.
    /// </summary>
    public JournalEntry? FindRepeatable(JobKey key)
    {
        var isAnswered = key is { CorrelationId: not null, ReplyTo: not null };
        lock (gate) return entries.GetValueOrDefault(key)?.Find(unsettled => unsettled.IsLost() || (isAnswered && unsettled.Entry.Reply is null))?.Entry;
    }

    /// <summary>A queue has delivered a job for the first time.</summary>
    public void NoteNewer(string queue)
    {
        lock (gate) newerSince.TryAdd(queue, time.GetTimestamp());
    }

    /// <summary>A channel at a queue is lost: what was delivered by it may come again.</summary>
    public void NoteLoss(string queue)
    {
        lock (gate) newerSince.Remove(queue);
    }

    /// <summary>Settles what time has settled.</summary>
    public void Sweep() => SettleWhere(IsSettled);

    /// <summary>Settles those whose channel was never lost: it was closed in order, after all that went by it.</summary>
    public void SettleOpen() => SettleWhere(unsettled => !unsettled.IsLost());

    private void SettleWhere(Func<Unsettled, bool> condition)
    {
        List<JournalEntry> done;
        lock (gate) done = [.. entries.Values.SelectMany(same => same).Where(condition).Select(unsettled => unsettled.Entry)];
        foreach (var entry in done) Settle(entry);
    }

    private bool IsSettled(Unsettled unsettled) => unsettled.IsLost()
        ? newerSince.TryGetValue(unsettled.Entry.Key.Queue, out var since) && time.GetElapsedTime(since) > AfterNewerJob
        : unsettled.ArrivedAt is { } at && time.GetElapsedTime(at) > AfterArrival;

    private sealed record Unsettled(JournalEntry Entry, Func<bool> IsLost)
    {
        /// <summary>When it was known that the broker has the acknowledgement.</summary>
        public long? ArrivedAt { get; set; }
    }
}
