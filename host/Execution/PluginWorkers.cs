using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Execution;

/// <summary>The workers of one plugin.</summary>
internal static class PluginWorkers
{
    /// <summary>Reads the worker classes and makes each worker once, to find at load what would fail in the middle of a release.</summary>
    /// <param name="types">The worker classes.</param>
    /// <param name="services">What they are made from.</param>
    /// <param name="loggers">The log.</param>
    /// <exception cref="PluginLoadException">One of them can't work, or two have one name.</exception>
    public static async Task<IReadOnlyList<InProcessWorker>> CreateAsync(IReadOnlyList<Type> types, IServiceProvider services, ILoggerFactory loggers)
    {
        var workers = types.Select(type => new InProcessWorker(type, services, loggers)).ToList();
        RefuseTwins(workers);
        foreach (var worker in workers) await worker.TryConstructAsync().ConfigureAwait(false);
        return workers;
    }

    private static void RefuseTwins(IReadOnlyList<InProcessWorker> workers)
    {
        var twins = workers.GroupBy(worker => worker.Description.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twins is null) return;
        var classes = string.Join(" and ", twins.Select(worker => worker.Description.ClassName));
        throw new PluginLoadException($"two of its workers are named {twins.Key} ({classes}): give one another name with [Worker]");
    }
}
