using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Workers;

/// <summary>What holds of <c>plugins.json</c>, with what operators have ordered over it. Only the supervisor's loop calls it.</summary>
internal sealed class OrderedConfiguration(LivePluginsFile file, PluginOrders orders)
{
    private readonly Dictionary<string, PluginDescriptor> rolledBack = new(StringComparer.OrdinalIgnoreCase);
    private HostConfiguration? read;
    private HostConfiguration? current;

    /// <summary>What holds; the same object as long as nothing has changed.</summary>
    public HostConfiguration Current
    {
        get
        {
            var ordered = orders.Current;
            if (current is not null && ReferenceEquals(read, file.Current) && ReferenceEquals(current.Orders, ordered)) return current;
            read = file.Current;
            return current = read with { Orders = ordered };
        }
    }

    /// <summary>What a plugin is to be: what lies in the folder, or what it is rolled back to in its place.</summary>
    public PluginTarget Target(PluginDescriptor found, GoodVersions versions, ILogger logger) =>
        new(Chosen(found, versions, logger), Current, orders.ReloadsOf(found.Name));

    private PluginDescriptor Chosen(PluginDescriptor found, GoodVersions versions, ILogger logger)
    {
        var order = orders.Of(found.Name);
        if (order.RolledBackTo is not { } hash) return found;
        if (order.RolledBackFrom == found.ContentHash)
        {
            if (rolledBack.TryGetValue(found.Name, out var known) && known.ContentHash == hash) return known;
            if (versions.Find(found.Name) is { } kept && kept.ContentHash == hash) return rolledBack[found.Name] = kept;
        }

        Log.RollBackOver(logger, found.Name);
        orders.Change(found.Name, now => now with { RolledBackFrom = null, RolledBackTo = null });
        return found;
    }
}
