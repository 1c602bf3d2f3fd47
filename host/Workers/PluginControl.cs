using ReWorkerHost.Configuration;
using ReWorkerHost.Journal;
using ReWorkerHost.Steps;

namespace ReWorkerHost.Workers;

/// <summary>What operators may do with the plugins of a running host. Each call ends when what was ordered holds, or throws.</summary>
internal sealed class PluginControl(PluginSupervisor supervisor, PluginOrders orders, LivePluginsFile file, TimeProvider time)
{
    private static readonly TimeSpan UntilConsuming = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>The plugin that a name means: its own, or that of one of its workers.</summary>
    /// <exception cref="ControlException">There is none.</exception>
    public string Resolve(string name)
    {
        var plugins = supervisor.Plugins;
        var found = plugins.FirstOrDefault(plugin => Same(plugin.Name, name)) ?? plugins.FirstOrDefault(plugin => plugin.Workers.Any(worker => Same(worker.Name, name)));
        return found?.Name ?? throw new ControlException($"there is no plugin or worker {name} here: {NearestName.Suggest(name, [.. plugins.Select(plugin => plugin.Name)])}", isUnknown: true);
    }

    /// <summary>Has plugins take no steps; those that run go on.</summary>
    /// <param name="plugin">The plugin, or <see cref="PluginOrder.All"/> for all there are and all that come.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task PauseAsync(string plugin, CancellationToken cancellationToken) => OrderAsync(plugin, order => order with { IsPaused = true }, cancellationToken);

    /// <summary>Has plugins take steps again.</summary>
    /// <param name="plugin">The plugin, or <see cref="PluginOrder.All"/>, which resumes single ones too.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ControlException">The host is paused as a whole.</exception>
    public async Task ResumeAsync(string plugin, CancellationToken cancellationToken)
    {
        if (plugin == PluginOrder.All)
        {
            orders.ResumeAll();
            await SettleAsync(plugin, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (orders.Of(PluginOrder.All).IsPaused) throw new ControlException($"the whole host is paused, {plugin} with it: resume the host");
        await OrderAsync(plugin, order => order with { IsPaused = false }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Pauses plugins and waits until none of their steps runs.</summary>
    /// <returns>How many steps still run when the time is up.</returns>
    public async Task<int> DrainAsync(string plugin, TimeSpan limit, CancellationToken cancellationToken)
    {
        await PauseAsync(plugin, cancellationToken).ConfigureAwait(false);
        var since = time.GetTimestamp();
        while (true)
        {
            var busy = supervisor.Steps.Running.All.Count(step => plugin == PluginOrder.All || Same(step.Job.Plugin, plugin));
            if (busy == 0 || time.GetElapsedTime(since) >= limit) return busy;
            await Task.Delay(BetweenLooks, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Loads what lies in the folder anew, in place of what runs. A roll back is over with it.</summary>
    /// <exception cref="ControlException">It can't be loaded; what ran before goes on.</exception>
    public async Task ReloadAsync(string plugin, CancellationToken cancellationToken)
    {
        orders.Reload(plugin);
        if (orders.Of(plugin).RolledBackTo is not null) orders.Change(plugin, order => order with { RolledBackFrom = null, RolledBackTo = null });
        await SettleAsync(plugin, cancellationToken).ConfigureAwait(false);
        if (supervisor.Find(plugin)?.Status is not { } status || status.State == PluginState.Disabled) throw new ControlException($"{plugin} is switched off or gone: enable it, or put it into the plugins folder");
        if (status.Reloads != orders.ReloadsOf(plugin) || status.Reason is not null) throw new ControlException($"{plugin} was not loaded: {status.Reason ?? "it is being changed at this moment"}");
        await ConsumingAsync(plugin, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the version that served before serve again, until the folder holds another one.</summary>
    /// <exception cref="ControlException">None is kept, or it can't be loaded.</exception>
    public async Task RollBackAsync(string plugin, CancellationToken cancellationToken)
    {
        var serving = supervisor.Find(plugin)?.Status.ContentHash;
        var versions = supervisor.GoodVersions;
        if (supervisor.InFolder(plugin) is not { } found || serving is null) throw new ControlException($"{plugin} does not serve: there is nothing to roll back");
        if (versions.Find(plugin)?.ContentHash != serving || versions.FindBefore(plugin) is not { } earlier) throw new ControlException($"no earlier version of {plugin} is kept: one is, as soon as another has served after it");
        versions.Exchange(plugin);
        var isBack = earlier.ContentHash == found.ContentHash;
        orders.Change(plugin, order => order with { RolledBackFrom = isBack ? null : found.ContentHash, RolledBackTo = isBack ? null : earlier.ContentHash });
        await SettleAsync(plugin, cancellationToken).ConfigureAwait(false);
        var status = supervisor.Find(plugin)?.Status;
        if (status?.ContentHash != earlier.ContentHash) throw new ControlException($"{plugin} was not rolled back to {earlier.Facts.Version}: {status?.Reason ?? "it is being changed at this moment"}");
        await ConsumingAsync(plugin, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Switches a plugin on or off, whatever <c>plugins.json</c> says of it.</summary>
    public Task EnableAsync(string plugin, bool isEnabled, CancellationToken cancellationToken) =>
        OrderAsync(plugin, order => order with { IsEnabled = file.Current.IsEnabled(plugin) == isEnabled ? null : isEnabled }, cancellationToken);

    /// <summary>Changes how many steps a worker may run at a time.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="concurrency">1 to 1000; <see langword="null"/> for what <c>plugins.json</c> says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ControlException">There is no such worker, or the number is none.</exception>
    public Task SetConcurrencyAsync(string worker, int? concurrency, CancellationToken cancellationToken)
    {
        if (concurrency is < 1 or > 1000) throw new ControlException($"concurrency: {concurrency} is not between 1 and 1000");
        var plugins = supervisor.Plugins;
        var plugin = plugins.FirstOrDefault(plugin => plugin.Workers.Any(known => Same(known.Name, worker)))
            ?? throw new ControlException($"there is no worker {worker} here: {NearestName.Suggest(worker, [.. plugins.SelectMany(known => known.Workers).Select(known => known.Name)])}", isUnknown: true);
        return OrderAsync(plugin.Name, WithConcurrency, cancellationToken);

        PluginOrder WithConcurrency(PluginOrder order)
        {
            var all = new Dictionary<string, int>(order.Concurrency, StringComparer.OrdinalIgnoreCase);
            if (concurrency is { } number) all[worker] = number;
            else all.Remove(worker);
            return order with { Concurrency = all };
        }
    }

    /// <summary>Cancels the running step of a job.</summary>
    /// <exception cref="ControlException">It does not run here, or is being cut short already.</exception>
    public void Cancel(string job, string who)
    {
        if (supervisor.Steps.Running.Find(job) is not { } step) throw new ControlException($"no job {job} runs here: it may have ended", isUnknown: true);
        if (!step.Cancel(who)) throw new ControlException($"job {job} is being cut short already");
    }

    /// <summary>The jobs whose steps run, the oldest first.</summary>
    public IReadOnlyList<RunningJob> Running => [.. supervisor.Steps.Running.All.Select(Describe)];

    /// <summary>What a job's step has said, the last 500 lines; <see langword="null"/> where that is not kept: it is for steps that run, and the last 200 that have ended.</summary>
    public IReadOnlyList<JobOutputLine>? OutputOf(string job) =>
        supervisor.Steps.Running.OutputOf(job) is { } output ? [.. output.All.Select(line => new JobOutputLine(line.Time, line.Level.ToString(), line.Text))] : null;

    /// <summary>How many jobs of a worker have ended in a way since the host's start.</summary>
    public Func<JobOutcome, long> TotalsOf(string worker) => supervisor.Steps.Of(worker).TotalOf;

    /// <summary>The seconds that a share of the worker's last 512 jobs took at most; <see langword="null"/> where there was none.</summary>
    public double? QuantileOf(string worker, double share) => supervisor.Steps.Of(worker).Quantile(share);

    private static RunningJob Describe(IRunningStep step) => new(
        step.Job.Id, step.Job.Plugin, step.Job.Worker, step.Job.Subcommand, step.Job.Key.CorrelationId, step.Hosts, step.Job.ReceivedAt, step.IsStuck);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private Task OrderAsync(string plugin, Func<PluginOrder, PluginOrder> change, CancellationToken cancellationToken)
    {
        orders.Change(plugin, change);
        return SettleAsync(plugin, cancellationToken);
    }

    /// <summary>Waits until each plugin has become what is ordered, as far as it can.</summary>
    private async Task SettleAsync(string plugin, CancellationToken cancellationToken)
    {
        await supervisor.LookAsync(cancellationToken).ConfigureAwait(false);
        var names = plugin == PluginOrder.All ? supervisor.Plugins.Select(known => known.Name) : [plugin];
        await Task.WhenAll(names.Select(supervisor.Find).OfType<PluginSlot>().Select(slot => slot.Tried)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ConsumingAsync(string plugin, CancellationToken cancellationToken)
    {
        try
        {
            await (supervisor.Find(plugin)?.Consuming ?? Task.CompletedTask).WaitAsync(UntilConsuming, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ControlException($"{plugin} is loaded, and does not consume after {UntilConsuming.TotalSeconds} s: see the host's health and log");
        }
    }
}
