using ReWorkerHost.Configuration;
using ReWorkerHost.Execution;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Workers;

/// <summary>How one worker is to be served: what it says of itself, and what <c>plugins.json</c> says of it.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="Bindings">The routing keys of its queue.</param>
/// <param name="Options">Its options.</param>
internal sealed record WorkerPlan(ILoadedWorker Worker, string Queue, IReadOnlyList<string> Bindings, WorkerOptions Options)
{
    /// <summary>The worker's name.</summary>
    public string Name => Worker.Description.Name;

    /// <summary>Plans every enabled worker of a plugin.</summary>
    /// <param name="plugin">The loaded plugin.</param>
    /// <param name="configuration">What <c>plugins.json</c> says.</param>
    /// <param name="problems">What can't be; each names the key and the remedy.</param>
    public static IReadOnlyList<WorkerPlan> For(ILoadedPlugin plugin, HostConfiguration configuration, out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        problems = found;
        var names = plugin.Workers.Select(worker => worker.Description.Name).ToList();
        if (names.Count > 1 && configuration.HasOwnQueue(plugin.Name))
        {
            found.Add($"plugins.{plugin.Name}: it has {names.Count} workers ({string.Join(", ", names)}), so queue and bindings belong to plugins.{plugin.Name}.workers.<worker>");
        }

        foreach (var unknown in configuration.ConfiguredWorkers(plugin.Name).Where(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            found.Add($"plugins.{plugin.Name}.workers.{unknown}: the plugin has no such worker, only {string.Join(", ", names)}");
        }

        return
        [
            .. from worker in plugin.Workers
               let options = configuration.Resolve(plugin.Name, worker.Description.Name)
               where options.Enabled
               select new WorkerPlan(worker, options.Queue ?? $"worker.{worker.Description.Name}", options.Bindings ?? worker.Description.Bindings, options),
        ];
    }

    /// <summary>Both plans serve the same worker in the same way.</summary>
    public bool IsSameAs(WorkerPlan other) =>
        ReferenceEquals(Worker, other.Worker)
        && Queue == other.Queue
        && Bindings.SequenceEqual(other.Bindings)
        && Options with { Bindings = null } == other.Options with { Bindings = null };
}
