using System.Collections.Concurrent;

namespace ReWorkerHost.Peers;

/// <summary>The hosts that were heard of lately.</summary>
internal sealed class PeerList(TimeProvider time)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(35);
    private readonly ConcurrentDictionary<string, long> heard = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> silent = new(StringComparer.Ordinal);

    /// <summary>The ids of the hosts.</summary>
    public IReadOnlyCollection<string> Hosts => [.. heard.Where(entry => time.GetElapsedTime(entry.Value) < Lasting).Select(entry => entry.Key)];

    /// <summary>The ids of those that an answer is awaited of.</summary>
    public IReadOnlyCollection<string> Answering => [.. Hosts.Where(host => !silent.ContainsKey(host))];

    /// <summary>A host was heard.</summary>
    /// <returns>It is new.</returns>
    public bool Hear(string host)
    {
        var isNew = !heard.TryGetValue(host, out var last) || time.GetElapsedTime(last) > Lasting;
        heard[host] = time.GetTimestamp();
        silent.TryRemove(host, out _);
        return isNew;
    }

    /// <summary>A host has not answered: no answer is awaited of it until it is heard again.</summary>
    public void Doubt(string host) => silent[host] = 0;

    /// <summary>A host has gone.</summary>
    public void Forget(string host)
    {
        heard.TryRemove(host, out _);
        silent.TryRemove(host, out _);
    }

    /// <summary>Nobody could be heard for a while: those that were known are taken to be there still.</summary>
    public void Renew()
    {
        foreach (var host in heard.Keys) heard[host] = time.GetTimestamp();
        silent.Clear();
    }
}
