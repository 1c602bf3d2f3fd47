namespace ReWorkerHost.Workers;

/// <summary>Which plugin serves which queue: two at one queue would each get some of the other's steps.</summary>
internal sealed class QueueClaims
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);

    /// <summary>Raised when queues have become free.</summary>
    public event Action? Freed;

    /// <summary>Claims queues for a plugin, in place of those it had; all of them or none.</summary>
    /// <returns>Why it can't have them, or <see langword="null"/>.</returns>
    public string? TryClaim(string plugin, IReadOnlyCollection<string> queues)
    {
        lock (gate)
        {
            foreach (var queue in queues)
            {
                if (owners.TryGetValue(queue, out var owner) && owner != plugin)
                {
                    return $"its queue {queue} is served by the plugin {owner}: give one of them another queue in plugins.json";
                }
            }

            if (queues.GroupBy(queue => queue, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } shared)
            {
                return $"two of its workers have the queue {shared.Key}: give one of them another queue in plugins.json";
            }

            Release(plugin);
            foreach (var queue in queues) owners[queue] = plugin;
        }

        Freed?.Invoke();
        return null;
    }

    /// <summary>Gives a plugin's queues up.</summary>
    public void Free(string plugin)
    {
        lock (gate) Release(plugin);
        Freed?.Invoke();
    }

    private void Release(string plugin)
    {
        foreach (var queue in owners.Where(entry => entry.Value == plugin).Select(entry => entry.Key).ToList()) owners.Remove(queue);
    }
}
