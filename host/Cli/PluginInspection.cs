using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Catalog;
using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;
using ReWorkerHost.Execution;
using ReWorkerHost.Loading;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Cli;

/// <summary>Looks at what a daemon would run, without one and without a broker: every plugin is loaded as the daemon would, and unloaded.</summary>
/// <param name="Plans">The workers that would serve, by plugin.</param>
/// <param name="Problems">What would be refused, by plugin, with the reason.</param>
/// <param name="Desired">What folder and <c>plugins.json</c> ask for.</param>
internal sealed record PluginInspection(
    IReadOnlyList<KeyValuePair<string, WorkerPlan>> Plans, IReadOnlyList<KeyValuePair<string, string>> Problems, DesiredState Desired)
{
    /// <summary>Looks.</summary>
    /// <param name="configuration">What <c>plugins.json</c> says.</param>
    /// <param name="whileLoaded">Called for each worker while it can still be asked.</param>
    public static async Task<PluginInspection> RunAsync(HostConfiguration configuration, Action<WorkerPlan>? whileLoaded = null)
    {
        var desired = DesiredState.From(configuration, new PluginsFolder(configuration.PluginsFolder).Scan());
        var plans = new List<KeyValuePair<string, WorkerPlan>>();
        var problems = desired.Problems.Select(problem => KeyValuePair.Create(problem.Name, problem.Reason)).ToList();
        var folder = Directory.CreateTempSubdirectory("reworkerhost-");
        using var contexts = new LoadContexts(TimeProvider.System, NullLogger<LoadContexts>.Instance);
        try
        {
            var loading = new PluginLoading(new ShadowCopy(folder.FullName, NullLogger.Instance), contexts, TimeProvider.System, NullLoggerFactory.Instance);
            foreach (var plugin in desired.Plugins)
            {
                try
                {
                    PluginTrust.Verify(plugin, configuration);
                    await using var loaded = await loading.LoadAsync(plugin, configuration.SettingsJson(plugin.Name), configuration.Limits(plugin.Name).StartTimeout).ConfigureAwait(false);
                    var own = WorkerPlan.For(loaded, configuration, out var refused);
                    problems.AddRange(refused.Concat(TakenQueues(plans, own)).Select(reason => KeyValuePair.Create(plugin.Name, reason)));
                    plans.AddRange(own.Select(plan => KeyValuePair.Create(plugin.Name, plan)));
                    if (whileLoaded is not null) foreach (var plan in own) whileLoaded(plan);
                }
                catch (PluginLoadException exception)
                {
                    problems.Add(KeyValuePair.Create(plugin.Name, exception.Message));
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return new PluginInspection(plans, problems, desired);
    }

    private static IEnumerable<string> TakenQueues(List<KeyValuePair<string, WorkerPlan>> taken, IReadOnlyList<WorkerPlan> own) =>
        from plan in own
        from other in taken
        where other.Value.Queue == plan.Queue
        select $"its queue {plan.Queue} is served by the plugin {other.Key}: give one of them another queue in plugins.json";
}
