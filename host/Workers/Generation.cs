using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Workers;

/// <summary>One loaded version of one plugin, with its workers at their queues.</summary>
internal sealed class Generation(ILoadedPlugin plugin, IReadOnlyList<ServingWorker> workers, ILogger logger)
{
    /// <summary>The plugin's name.</summary>
    public string Name => plugin.Name;

    /// <summary>The version of its main assembly.</summary>
    public string Version => plugin.Version;

    /// <summary>The queues its workers serve.</summary>
    public IReadOnlyList<string> Queues => [.. workers.Select(worker => worker.Queue)];

    /// <summary>Completes when every worker consumes for the first time.</summary>
    public Task Consuming => Task.WhenAll(workers.Select(worker => worker.Consuming));

    /// <summary>Plans and prepares the workers of a loaded plugin.</summary>
    /// <exception cref="PluginLoadException"><c>plugins.json</c> asks of it what can't be.</exception>
    public static Generation Create(
        ILoadedPlugin plugin, HostConfiguration configuration, HostSettings settings, BrokerLink broker, TimeProvider time, ILoggerFactory loggers)
    {
        var plans = WorkerPlan.For(plugin, configuration, out var problems);
        if (problems.Count > 0) throw new PluginLoadException(string.Join("; ", problems));
        return new Generation(
            plugin,
            [.. plans.Select(plan => new ServingWorker(plugin.Name, plan, broker, settings, time, loggers))],
            loggers.CreateLogger<Generation>());
    }

    /// <summary>Begins to serve.</summary>
    public void Start()
    {
        foreach (var worker in workers) worker.Start();
    }

    /// <summary>Finishes the running steps, within the limit, and unloads the plugin.</summary>
    public async Task RetireAsync(TimeSpan limit)
    {
        await Task.WhenAll(workers.Select(worker => worker.DrainAsync(limit))).ConfigureAwait(false);
        foreach (var worker in workers) await worker.DisposeAsync().ConfigureAwait(false);
        try
        {
            await plugin.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) // the plugin's own clean-up
        {
            Log.RetireFailed(logger, exception, plugin.Name);
        }
    }
}
