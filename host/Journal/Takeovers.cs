namespace ReWorkerHost.Journal;

/// <summary>The jobs that this host got when the broker delivered them again: another host may have accepted them before and crashed.</summary>
internal sealed class Takeovers
{
    private const int Most = 100_000;
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(2);
    private readonly Lock gate = new();
    private readonly Dictionary<JobKey, List<Takeover>> accepted = [];
    private readonly Dictionary<JobKey, List<TaskCompletionSource>> undecided = [];
    private readonly Queue<JobKey> order = new();

    /// <summary>A job has come again, and it is being found out whether it is this host's now.</summary>
    /// <returns>To be disposed when that is known; <see cref="Add"/> makes it known too.</returns>
    public IDisposable Begin(JobKey key)
    {
        var decision = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (!undecided.TryGetValue(key, out var same)) undecided[key] = same = [];
            same.Add(decision);
        }

        return new Decision(this, key, decision);
    }

    /// <summary>Completes when it is known of each job of this key that has come so far whether it is this host's.</summary>
    public Task DecidedAsync(JobKey key)
    {
        lock (gate) return undecided.TryGetValue(key, out var same) ? Task.WhenAll(same.Select(decision => decision.Task)) : Task.CompletedTask;
    }

    /// <summary>Takes note of a job: it is this host's.</summary>
    public void Add(JournalEntry entry)
    {
        TaskCompletionSource? decision = null;
        lock (gate)
        {
            if (!accepted.TryGetValue(entry.Key, out var same)) accepted[entry.Key] = same = [];
            same.Add(new Takeover(entry.ReceivedAt));
            order.Enqueue(entry.Key);
            if (order.Count > Most) accepted.Remove(order.Dequeue());
            if (undecided.TryGetValue(entry.Key, out var open)) decision = open[0];
        }

        if (decision is not null) End(entry.Key, decision);
    }

    /// <summary>Takes a job that another host had accepted before. A host that asks again, after one more crash, gets the same answer.</summary>
    /// <param name="key">The job.</param>
    /// <param name="since">When the other host had accepted it, by its clock; the clocks of hosts may differ by some seconds.</param>
    public bool TryTake(JobKey key, DateTimeOffset since)
    {
        var asked = since.ToUnixTimeMilliseconds(); // as the journal keeps it
        lock (gate)
        {
            if (!accepted.TryGetValue(key, out var same)) return false;
            if (same.Exists(takeover => takeover.From == asked)) return true;
            if (same.Find(takeover => takeover.From is null && takeover.At > since - ClockDifference) is not { } found) return false;
            found.From = asked;
            return true;
        }
    }

    private void End(JobKey key, TaskCompletionSource decision)
    {
        lock (gate)
        {
            if (undecided.TryGetValue(key, out var same) && same.Remove(decision) && same.Count == 0) undecided.Remove(key);
        }

        decision.TrySetResult();
    }

    private sealed class Takeover(DateTimeOffset at)
    {
        /// <summary>When this host accepted it.</summary>
        public DateTimeOffset At { get; } = at;

        /// <summary>When the host that it was taken over from had accepted it, in Unix milliseconds; known when that one has asked.</summary>
        public long? From { get; set; }
    }

    private sealed class Decision(Takeovers takeovers, JobKey key, TaskCompletionSource decision) : IDisposable
    {
        public void Dispose() => takeovers.End(key, decision);
    }
}
