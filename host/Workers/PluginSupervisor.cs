using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Catalog;
using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;
using ReWorkerHost.Execution;
using ReWorkerHost.Journal;
using ReWorkerHost.Loading;
using ReWorkerHost.Messaging;
using ReWorkerHost.Peers;
using ReWorkerHost.Steps;

namespace ReWorkerHost.Workers;

/// <summary>
/// The junction of the stages: looks into the plugins folder and <c>plugins.json</c>, and says to each plugin's slot what is wanted of it.
/// What is wrong with one plugin is reported and harms no other.
/// </summary>
internal sealed class PluginSupervisor : IHostedService, IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestBetweenLooks = TimeSpan.FromMilliseconds(50);
    private readonly HostSettings settings;
    private readonly LoadContexts contexts;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SlotEnvironment environment;
    private readonly LivePluginsFile file;
    private readonly OrderedConfiguration configuration;
    private readonly Pass pass = new();
    private readonly CancellationTokenSource interrupt = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Wake changed = new();
    private readonly ConcurrentDictionary<string, PluginSlot> slots = new(StringComparer.OrdinalIgnoreCase);
    private readonly TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DesiredState? desired;
    private readonly Recovery recovery;
    private readonly WritableByOthers writable;
    private Task looking = Task.CompletedTask;
    private Task recovering = Task.CompletedTask;

    /// <summary>Prepares; nothing runs yet.</summary>
    public PluginSupervisor(HostSettings settings, LivePluginsFile file, PluginOrders orders, BrokerLink broker, IJournal journal, IPeers peers, LoadContexts contexts, TimeProvider time, ILoggerFactory loggers)
    {
        this.settings = settings;
        this.file = file;
        configuration = new OrderedConfiguration(file, orders);
        this.contexts = contexts;
        this.time = time;
        logger = loggers.CreateLogger<PluginSupervisor>();
        writable = new WritableByOthers(logger);
        var shadows = new ShadowCopy(Path.Combine(settings.StateFolder, "shadow"), logger);
        shadows.Clear();
        Health = new HostHealth(broker, journal, Steps.Stuck);
        environment = new SlotEnvironment(
            new PluginLoading(shadows, contexts, time, loggers),
            new QueueClaims(),
            new GoodVersions(Path.Combine(settings.StateFolder, "good"), logger),
            new ServingEnvironment(broker, journal, peers, Steps, settings, time, loggers, interrupt.Token));
        recovery = new Recovery(journal, peers, worker => new ReplyChannel(broker.Publishing, worker, confirms: true, time, logger), logger);
        environment.Claims.Freed += () =>
        {
            foreach (var slot in slots.Values.Where(slot => slot.Status.State == PluginState.Refused)) slot.Wake();
        };
    }

    /// <summary>What keeps the host from its work, and notes of it.</summary>
    public HostHealth Health { get; }

    /// <summary>Beats with each look.</summary>
    public Pulse Looks { get; } = new("the look into the plugins folder");

    /// <summary>What is known of the steps.</summary>
    public StepRecords Steps { get; } = new();

    /// <summary>The copies of versions that have served.</summary>
    public GoodVersions GoodVersions => environment.GoodVersions;

    /// <summary>What was found in the plugins folder and is to run, by the plugin's name.</summary>
    public PluginDescriptor? InFolder(string plugin) => desired?.Plugins.FirstOrDefault(found => string.Equals(found.Name, plugin, StringComparison.OrdinalIgnoreCase));

    /// <summary>The place of a plugin that runs, or is to.</summary>
    public PluginSlot? Find(string plugin) => slots.GetValueOrDefault(plugin);

    /// <summary>Looks into the folder and at what is asked now, and completes when every plugin knows what is wanted of it.</summary>
    public Task LookAsync(CancellationToken cancellationToken)
    {
        var next = pass.Next;
        changed.Call();
        return next.WaitAsync(cancellationToken);
    }

    /// <summary>Every plugin the host knows of, by name.</summary>
    public IReadOnlyList<PluginStatus> Plugins => PluginStatus.Join(slots.Values.Select(slot => slot.Status), desired);

    /// <summary>The versions of plugins that are in memory.</summary>
    public IReadOnlyList<VersionInMemory> InMemory =>
        [.. contexts.Alive.Select(entry => new VersionInMemory(entry.Plugin, entry.Version, entry.State != LoadContextState.Loaded, entry.State == LoadContextState.Leaked))];

    /// <summary>What keeps the host from doing its work as it should; empty where all is well.</summary>
    public IReadOnlyList<string> Problems => Health.Problems();

    /// <summary>What is wrong with <c>plugins.json</c> as it is now, and which places every user may write to; empty where all is well.</summary>
    public IReadOnlyList<string> ConfigurationProblems => [.. file.Problems, .. writable.Problems];

    /// <summary>Completes when every plugin that was there at the start consumes, or is known not to.</summary>
    public async Task ServingAsync(CancellationToken cancellationToken)
    {
        await looked.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(slots.Values.Select(slot => slot.Settled)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The running steps have had their time: they are cancelled and answered.</summary>
    public void Interrupt() => interrupt.Cancel();

    /// <summary>Notes an exception that nobody caught, where it came out of a plugin's code.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="isFault">It counts as a fault of the plugin.</param>
    /// <returns>It did.</returns>
    public bool NoteStray(Exception exception, bool isFault)
    {
        if (contexts.PluginOf(exception) is not { } plugin) return false;
        var description = ExceptionOutcome.Describe(exception);
        if (isFault) Log.Stray(logger, plugin, description);
        else Log.Unobserved(logger, plugin, description);
        if (isFault && slots.TryGetValue(plugin, out var slot)) slot.NoteFault();
        return true;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        recovery.LeaveToTheBroker();
        looking = Task.Run(LookAsync, CancellationToken.None);
        recovering = Task.Run(() => recovery.RunAsync(stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await looking.ConfigureAwait(false);
        await recovering.ConfigureAwait(false);
        interrupt.CancelAfter(settings.DrainLimit);
        await Task.WhenAll(slots.Values.Select(slot => slot.DisposeAsync().AsTask())).ConfigureAwait(false);
        Log.AllRetired(logger);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        interrupt.Dispose();
        stop.Dispose();
    }

    private async Task LookAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var folder = new PluginsFolder(file.Current.PluginsFolder);
            using var watch = new FolderWatch(folder.Location, changed.Call, logger);
            var settledFolder = new SettledFolder(time);
            while (!stop.IsCancellationRequested && folder.Location == file.Current.PluginsFolder)
            {
                Looks.Beat();
                var end = pass.Begin();
                try
                {
                    await LookAsync(folder, watch, settledFolder).ConfigureAwait(false);
                    looked.TrySetResult();
                    end();
                    var pause = settledFolder.NextLook is { } next && next < BetweenLooks ? next : BetweenLooks;
                    await changed.WaitAsync(pause > ShortestBetweenLooks ? pause : ShortestBetweenLooks, time, stop.Token).ConfigureAwait(false);
                    await Task.Delay(ShortestBetweenLooks, time, stop.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) // the folder changes while it is read
                {
                    Log.LookFailed(logger, folder.Location, exception.Message);
                    end(); // who waits for it sees what the plugins are, and not that it was in vain
                    await changed.WaitAsync(BetweenLooks, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
    }

    private async Task LookAsync(PluginsFolder folder, FolderWatch watch, SettledFolder settledFolder)
    {
        file.Refresh();
        watch.Ensure();
        foreach (var path in watch.Take()) folder.Forget(path);
        var now = DesiredState.From(configuration.Current, settledFolder.Update(folder.Scan()));
        Report(now);
        writable.Look([folder.Location, settings.PluginsFile, .. now.Plugins.SelectMany(plugin => plugin.Files.Select(file => Path.Combine(plugin.BaseFolder, file)).Prepend(plugin.BaseFolder)).Distinct()]);
        desired = now;
        foreach (var plugin in now.Plugins) Assign(plugin);
        foreach (var problem in now.Problems) TakeDamage(problem);
        var wanted = now.Plugins.Select(plugin => plugin.Name).Concat(now.Problems.Select(problem => problem.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, slot) in slots.Where(entry => !wanted.Contains(entry.Key)))
        {
            slot.Assign(null);
            if (!slot.IsEmpty) continue;
            await slot.DisposeAsync().ConfigureAwait(false);
            slots.TryRemove(name, out _);
            if (!now.Disabled.Contains(name)) environment.GoodVersions.Forget(name);
        }
    }

    /// <summary>A plugin whose files are damaged is not removed: what runs goes on, or the last good version does.</summary>
    private void TakeDamage(DiscoveryProblem problem)
    {
        if (!slots.TryGetValue(problem.Name, out var slot))
        {
            if (environment.GoodVersions.Find(problem.Name) is not { } good) return;
            Log.GoesBack(logger, problem.Name, good.Facts.Version.ToString());
            slot = Assign(good);
        }

        slot.ReportDamage(problem.Reason);
    }

    private PluginSlot Assign(PluginDescriptor plugin)
    {
        var target = configuration.Target(plugin, environment.GoodVersions, logger);
        if (slots.TryGetValue(plugin.Name, out var known))
        {
            known.Assign(target);
            return known;
        }

        var slot = new PluginSlot(plugin.Name, environment);
        slot.Assign(target);
        slot.Start(); // not before it has a target: with none it would be settled at once
        return slots[plugin.Name] = slot;
    }

    /// <summary>Says what is new since the last look.</summary>
    private void Report(DesiredState now)
    {
        var before = desired;
        foreach (var name in now.Absent.Except(before?.Absent ?? [])) Log.Absent(logger, name, file.Current.PluginsFolder);
        foreach (var problem in now.Problems.Except(before?.Problems ?? [])) Log.Unusable(logger, problem.Name, problem.Reason);
        if (before is null && now.Plugins.Count == 0) Log.NoPlugins(logger, file.Current.PluginsFolder);
    }
}
