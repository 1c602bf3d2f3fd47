using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Workers;

/// <summary>
/// What operators have ordered of the plugins, over what <c>plugins.json</c> says: kept in the state folder, so that what is paused stays so
/// when the host is started again.
/// </summary>
internal sealed class PluginOrders
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
    };

    private readonly Lock gate = new();
    private readonly string path;
    private readonly Dictionary<string, int> reloads = new(StringComparer.OrdinalIgnoreCase);
    private volatile IReadOnlyDictionary<string, PluginOrder> current;

    /// <summary>Reads what was ordered before.</summary>
    /// <exception cref="InvalidDataException">The file can't be read: what it held must not be forgotten silently.</exception>
    public PluginOrders(string stateFolder, ILogger logger)
    {
        path = Path.Combine(stateFolder, "orders.json");
        current = Read(path);
        if (current.Count > 0) Log.OrdersHold(logger, string.Join(", ", current.Keys), path);
    }

    /// <summary>What holds, by the plugin's name; another object after each change.</summary>
    public IReadOnlyDictionary<string, PluginOrder> Current => current;

    /// <summary>What is ordered of one plugin.</summary>
    public PluginOrder Of(string plugin) => current.GetValueOrDefault(plugin) ?? new PluginOrder();

    /// <summary>How often the plugin was ordered to be loaded anew since the host's start.</summary>
    public int ReloadsOf(string plugin)
    {
        lock (gate) return reloads.GetValueOrDefault(plugin);
    }

    /// <summary>Orders that the plugin is loaded anew.</summary>
    public void Reload(string plugin)
    {
        lock (gate) reloads[plugin] = reloads.GetValueOrDefault(plugin) + 1;
    }

    /// <summary>Changes what is ordered of a plugin. It holds when it is on the disk.</summary>
    /// <exception cref="IOException">It can't be written; nothing has changed.</exception>
    public void Change(string plugin, Func<PluginOrder, PluginOrder> change)
    {
        lock (gate)
        {
            var next = new Dictionary<string, PluginOrder>(current, StringComparer.OrdinalIgnoreCase);
            var order = change(Of(plugin));
            if (order.IsEmpty) next.Remove(plugin);
            else next[plugin] = order;
            Write(next);
            current = next;
        }
    }

    /// <summary>Takes back that anything is paused.</summary>
    /// <exception cref="IOException">It can't be written; nothing has changed.</exception>
    public void ResumeAll()
    {
        lock (gate)
        {
            var next = new Dictionary<string, PluginOrder>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, order) in current.Select(entry => (entry.Key, entry.Value with { IsPaused = false })).Where(entry => !entry.Item2.IsEmpty)) next[name] = order;
            Write(next);
            current = next;
        }
    }

    private static Dictionary<string, PluginOrder> Read(string path)
    {
        var orders = new Dictionary<string, PluginOrder>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(path)) return orders;
        try
        {
            foreach (var (name, order) in JsonSerializer.Deserialize<Dictionary<string, PluginOrder>>(File.ReadAllBytes(path), Options) ?? [])
            {
                orders[name] = order with { Concurrency = new Dictionary<string, int>(order.Concurrency, StringComparer.OrdinalIgnoreCase) };
            }

            return orders;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} can't be read ({exception.Message}): it holds what operators have ordered, such as what is paused. Mend it, or delete it to take all of it back.", exception);
        }
    }

    private void Write(Dictionary<string, PluginOrder> orders)
    {
        var part = path + ".part";
        File.WriteAllBytes(part, JsonSerializer.SerializeToUtf8Bytes(orders, Options));
        File.Move(part, path, overwrite: true);
    }
}
