using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Catalog;
using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Workers;

/// <summary>
/// The junction of the stages: looks into the plugins folder, loads what is there, lets it serve, and retires it at the end. What is
/// wrong with one plugin is reported and harms no other.
/// </summary>
internal sealed class PluginSupervisor(
    HostConfiguration configuration, HostSettings settings, BrokerLink broker, TimeProvider time, ILoggerFactory loggers) : IHostedService
{
    private readonly ILogger logger = loggers.CreateLogger<PluginSupervisor>();
    private readonly ConcurrentDictionary<string, PluginStatus> statuses = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Generation> generations = [];

    /// <summary>Every plugin the host knows of, by name.</summary>
    public IReadOnlyList<PluginStatus> Plugins => [.. statuses.Values.OrderBy(status => status.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Completes when every worker consumes for the first time.</summary>
    public Task Serving => Task.WhenAll(generations.Select(generation => generation.Consuming));

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var shadows = new ShadowCopy(Path.Combine(settings.StateFolder, "shadow"));
        shadows.Clear();
        var desired = DesiredState.From(configuration, new PluginsFolder(configuration.PluginsFolder).Scan());
        foreach (var name in desired.Absent) Log.Absent(logger, name, configuration.PluginsFolder);
        foreach (var name in desired.Disabled) statuses[name] = new PluginStatus(name, PluginState.Disabled, null, [], null);
        foreach (var problem in desired.Problems) Refuse(problem.Name, null, problem.Reason);
        if (desired.Plugins.Count == 0) Log.NoPlugins(logger, configuration.PluginsFolder);

        var loading = new PluginLoading(shadows, loggers);
        var loaded = new ConcurrentBag<ILoadedPlugin>();
        await Parallel.ForEachAsync(desired.Plugins, cancellationToken, async (plugin, _) =>
        {
            if (await LoadAsync(loading, plugin).ConfigureAwait(false) is { } good) loaded.Add(good);
        }).ConfigureAwait(false);
        foreach (var plugin in loaded.OrderBy(plugin => plugin.Name, StringComparer.OrdinalIgnoreCase)) await ServeAsync(plugin).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var generation in generations) statuses[generation.Name] = statuses[generation.Name] with { State = PluginState.Draining };
        await Task.WhenAll(generations.Select(generation => generation.RetireAsync(settings.DrainLimit))).ConfigureAwait(false);
        Log.Retired(logger, generations.Count);
    }

    private async Task<ILoadedPlugin?> LoadAsync(PluginLoading loading, DesiredPlugin plugin)
    {
        try
        {
            return await loading.LoadAsync(plugin.Descriptor, plugin.Settings).ConfigureAwait(false);
        }
        catch (PluginLoadException exception)
        {
            Refuse(plugin.Descriptor.Name, plugin.Descriptor.Facts.Version.ToString(), exception.Message, exception.InnerException);
            return null;
        }
    }

    private async Task ServeAsync(ILoadedPlugin plugin)
    {
        try
        {
            var generation = Generation.Create(plugin, configuration, settings, broker, time, loggers);
            RefuseTakenQueue(generation);
            generations.Add(generation);
            generation.Start();
            statuses[plugin.Name] = new PluginStatus(plugin.Name, PluginState.Serving, plugin.Version, generation.Queues, null);
            Log.Serving(logger, plugin.Name, plugin.Version, string.Join(", ", generation.Queues));
        }
        catch (PluginLoadException exception)
        {
            Refuse(plugin.Name, plugin.Version, exception.Message);
            await plugin.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void RefuseTakenQueue(Generation candidate)
    {
        foreach (var other in generations)
        {
            if (other.Queues.Intersect(candidate.Queues, StringComparer.Ordinal).FirstOrDefault() is not { } queue) continue;
            throw new PluginLoadException($"its queue {queue} is served by the plugin {other.Name}: give one of them another queue in plugins.json");
        }
    }

    private void Refuse(string name, string? version, string reason, Exception? cause = null)
    {
        statuses[name] = new PluginStatus(name, PluginState.Refused, version, [], reason);
        Log.Refused(logger, name, reason, cause?.ToString());
    }
}
