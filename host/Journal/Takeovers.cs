namespace ReWorkerHost.Journal;

/// <summary>The jobs that this host got when the broker delivered them again: another host may have accepted them before and crashed.</summary>
internal sealed class Takeovers
{
    private const int Most = 100_000;
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(2);
    private readonly Lock gate = new();
    private readonly Dictionary<JobKey, List<DateTimeOffset>> accepted = [];
    private readonly Queue<JobKey> order = new();

    /// <summary>Takes note of a job.</summary>
    public void Add(JournalEntry entry)
    {
        lock (gate)
        {
            if (!accepted.TryGetValue(entry.Key, out var times)) accepted[entry.Key] = times = [];
            times.Add(entry.ReceivedAt);
            order.Enqueue(entry.Key);
            if (order.Count > Most) accepted.Remove(order.Dequeue());
        }
    }

    /// <summary>Takes a job that another host had accepted before.</summary>
    /// <param name="key">The job.</param>
    /// <param name="since">When the other host had accepted it, by its clock; the clocks of hosts may differ by some seconds.</param>
    public bool TryTake(JobKey key, DateTimeOffset since)
    {
        lock (gate)
        {
            if (!accepted.TryGetValue(key, out var times)) return false;
            var index = times.FindIndex(time => time > since - ClockDifference);
            if (index < 0) return false;
            times.RemoveAt(index);
            if (times.Count == 0) accepted.Remove(key);
            return true;
        }
    }
}
