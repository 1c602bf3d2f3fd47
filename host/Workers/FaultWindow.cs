namespace ReWorkerHost.Workers;

/// <summary>Counts a plugin's faults within a sliding window.</summary>
internal sealed class FaultWindow(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<long> faults = new();

    /// <summary>Notes a fault.</summary>
    /// <returns>There were <paramref name="limit"/> within <paramref name="window"/>, this one included; never where the limit is 0.</returns>
    public bool Record(int limit, TimeSpan window)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            faults.Enqueue(now);
            while (faults.Count > Math.Max(limit, 1) || time.GetElapsedTime(faults.Peek(), now) > window) faults.Dequeue();
            return limit > 0 && faults.Count >= limit;
        }
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        lock (gate) faults.Clear();
    }
}
