using System.Collections.Concurrent;

namespace ReWorkerHost.Steps;

/// <summary>The steps that did not heed the end of their time: they are answered, and hold their slots until their code ends.</summary>
internal sealed class StuckSteps
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>How many there are at each queue that has some.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Counts => [.. counts.Where(entry => entry.Value > 0).OrderBy(entry => entry.Key, StringComparer.Ordinal)];

    /// <summary>One more is stuck.</summary>
    public void Add(string queue) => counts.AddOrUpdate(queue, 1, static (_, count) => count + 1);

    /// <summary>One has ended after all.</summary>
    public void Remove(string queue) => counts.AddOrUpdate(queue, 0, static (_, count) => count - 1);
}
