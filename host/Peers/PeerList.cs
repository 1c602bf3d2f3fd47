using System.Collections.Concurrent;

namespace ReWorkerHost.Peers;

/// <summary>The hosts that were heard of lately.</summary>
internal sealed class PeerList(TimeProvider time)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(35);
    private readonly ConcurrentDictionary<string, long> heard = new(StringComparer.Ordinal);

    /// <summary>The ids of the hosts.</summary>
    public IReadOnlyCollection<string> Hosts => [.. heard.Where(entry => time.GetElapsedTime(entry.Value) < Lasting).Select(entry => entry.Key)];

    /// <summary>A host was heard.</summary>
    /// <returns>It is new.</returns>
    public bool Hear(string host)
    {
        var isNew = !heard.TryGetValue(host, out var last) || time.GetElapsedTime(last) > Lasting;
        heard[host] = time.GetTimestamp();
        return isNew;
    }

    /// <summary>A host has gone.</summary>
    public void Forget(string host) => heard.TryRemove(host, out _);

    /// <summary>Nobody could be heard for a while: those that were known are taken to be there still.</summary>
    public void Renew()
    {
        foreach (var host in heard.Keys) heard[host] = time.GetTimestamp();
    }
}
