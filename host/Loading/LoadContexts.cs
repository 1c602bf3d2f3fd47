using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Loading;

/// <summary>
/// Every load context that is in memory, and the proof that those of retired plugins go: it collects until they do or a deadline has
/// passed, and says which did not.
/// </summary>
internal sealed class LoadContexts(TimeProvider time, ILogger<LoadContexts> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenCollections = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan BetweenLooksAtLeaks = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);
    private readonly Lock gate = new();
    private readonly List<LoadContextEntry> entries = [];
    private readonly SemaphoreSlim retired = new(0);

    /// <summary>The contexts in memory.</summary>
    public IReadOnlyList<LoadContextEntry> Alive
    {
        get
        {
            lock (gate) return [.. entries];
        }
    }

    /// <summary>Takes note of a context that was made.</summary>
    public LoadContextEntry Add(string plugin, string version, WeakReference context)
    {
        var entry = new LoadContextEntry(plugin, version, context);
        lock (gate) entries.Add(entry);
        return entry;
    }

    /// <summary>The plugin out of whose code an exception came, or <see langword="null"/>.</summary>
    public string? PluginOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            var assemblies = new StackTrace(cause, fNeedFileInfo: false).GetFrames().Select(frame => frame.GetMethod()?.Module.Assembly).Append(cause.GetType().Assembly);
            lock (gate)
            {
                foreach (var assembly in assemblies.OfType<Assembly>())
                {
                    if (entries.Find(entry => entry.Holds(assembly)) is { } found) return found.Plugin;
                }
            }
        }

        return null;
    }

    /// <summary>Its plugin was retired: from now on it is to go.</summary>
    public void Retire(LoadContextEntry entry)
    {
        entry.RetiredAt = time.GetTimestamp();
        entry.State = LoadContextState.Unloading;
        retired.Release();
    }

    /// <summary>Collects once and lets go of the entries whose context is gone.</summary>
    /// <returns>Some that were retired are still there, and it is not known yet whether they stay.</returns>
    public bool Collect()
    {
        FrameworkCaches.Clear(logger);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        lock (gate)
        {
            foreach (var entry in entries.Where(entry => entry.State != LoadContextState.Loaded).ToList()) Judge(entry);
            return entries.Any(entry => entry.State == LoadContextState.Unloading);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pending = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await retired.WaitAsync(pending ? BetweenCollections : BetweenLooksAtLeaks, stoppingToken).ConfigureAwait(false) && !HasRetired()) continue;
                await Task.Delay(BetweenCollections, time, stoppingToken).ConfigureAwait(false); // one collection for all that are retired meanwhile
                while (await retired.WaitAsync(0, stoppingToken).ConfigureAwait(false))
                {
                    // Those are covered by the same collection.
                }

                pending = Collect();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private bool HasRetired()
    {
        lock (gate) return entries.Any(entry => entry.State != LoadContextState.Loaded);
    }

    private void Judge(LoadContextEntry entry)
    {
        if (entry.IsGone)
        {
            entries.Remove(entry);
            Log.Unloaded(logger, entry.Plugin, entry.Version, time.GetElapsedTime(entry.RetiredAt).TotalSeconds);
        }
        else if (entry.State == LoadContextState.Unloading && time.GetElapsedTime(entry.RetiredAt) > Deadline)
        {
            entry.State = LoadContextState.Leaked;
            Log.Leaked(logger, entry.Plugin, entry.Version, entries.Count(other => other.Plugin == entry.Plugin));
        }
    }
}
