using System.Text.Json;
using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>The hosts at one time, with the text of each part so that a change is seen by comparing.</summary>
internal sealed class StatusSnapshot
{
    private const long MemoryStep = 16 << 20;
    private readonly Dictionary<string, Dictionary<string, string>> parts;

    /// <summary>Takes the hosts.</summary>
    public StatusSnapshot(IReadOnlyList<HostStatus> hosts)
    {
        Hosts = [.. hosts.Select(host => host with { MemoryBytes = host.MemoryBytes / MemoryStep * MemoryStep })]; // it changes all the time
        parts = Hosts.ToDictionary(host => host.Id, PartsOf);
    }

    /// <summary>The hosts.</summary>
    public IReadOnlyList<HostStatus> Hosts { get; }

    /// <summary>What is other than before; <see langword="null"/> where nothing is.</summary>
    public StatusChange? Since(StatusSnapshot before)
    {
        var changed = new List<HostChange>();
        foreach (var host in Hosts)
        {
            var (now, then) = (parts[host.Id], before.parts.GetValueOrDefault(host.Id) ?? []);
            var plugins = host.Plugins.Where(plugin => then.GetValueOrDefault(plugin.Name) != now[plugin.Name]).ToList();
            var removed = then.Keys.Except(now.Keys).ToList();
            if (plugins.Count > 0 || removed.Count > 0 || then.GetValueOrDefault("") != now[""]) changed.Add(new HostChange(host with { Plugins = plugins }, removed));
        }

        var gone = before.parts.Keys.Except(parts.Keys).ToList();
        return changed.Count == 0 && gone.Count == 0 ? null : new StatusChange(changed, gone);
    }

    private static Dictionary<string, string> PartsOf(HostStatus host)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = Text(host with { Plugins = [] }) };
        foreach (var plugin in host.Plugins) texts[plugin.Name] = Text(plugin);
        return texts;
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, ManagementJson.Options);
}
