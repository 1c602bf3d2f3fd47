using ReWorkerHost.Discovery;
using ReWorkerHost.Execution;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Workers;

/// <summary>Tries versions of a plugin: a candidate can be served at once, or nothing of it is left.</summary>
internal sealed class CandidateLoading(PluginLoading loading, QueueClaims claims)
{
    /// <summary>Loads a version and plans its workers.</summary>
    /// <exception cref="OperationCanceledException">The wait for its start-up was cancelled; nothing of it is left.</exception>
    public async Task<Candidate> LoadAsync(PluginDescriptor descriptor, PluginTarget wanted, CancellationToken cancellationToken)
    {
        ILoadedPlugin? plugin = null;
        try
        {
            PluginTrust.Verify(descriptor, wanted.Configuration);
            plugin = await loading.LoadAsync(descriptor, wanted.Identity.SettingsJson, wanted.Configuration.Limits(descriptor.Name).StartTimeout, cancellationToken).ConfigureAwait(false);
            return new Candidate(plugin, Plan(plugin, wanted), null);
        }
        catch (PluginLoadException exception)
        {
            if (plugin is not null) await plugin.DisposeAsync().ConfigureAwait(false);
            return new Candidate(null, [], exception);
        }
    }

    /// <summary>Plans the workers of a loaded version and claims their queues.</summary>
    /// <exception cref="PluginLoadException"><c>plugins.json</c> asks of it what can't be, or another plugin has a queue of its.</exception>
    public IReadOnlyList<WorkerPlan> Plan(ILoadedPlugin plugin, PluginTarget wanted)
    {
        var plans = WorkerPlan.For(plugin, wanted.Configuration, out var problems);
        if (problems.Count > 0) throw new PluginLoadException(string.Join("; ", problems));
        if (claims.TryClaim(plugin.Name, [.. plans.Select(plan => plan.Queue)]) is { } taken) throw new PluginLoadException(taken) { IsConflict = true };
        return plans;
    }
}
