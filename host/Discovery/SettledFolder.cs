namespace ReWorkerHost.Discovery;

/// <summary>
/// Tells what has come to rest from what is still being copied: something new counts when two looks, the quiet time apart, found
/// it the same. Until then what was there before counts.
/// </summary>
internal sealed class SettledFolder(TimeProvider time)
{
    private readonly Dictionary<string, Sighting> sightings = new(StringComparer.OrdinalIgnoreCase);
    private bool hasLooked;

    /// <summary>How long a plugin must stay the same before it is taken up.</summary>
    public static TimeSpan QuietTime { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a plugin must be gone before it is retired: one that is deleted and copied anew is replaced, not removed.</summary>
    public static TimeSpan QuietTimeOfAbsence { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long something must be wrong before it is reported: most often it is half copied.</summary>
    public static TimeSpan QuietTimeOfProblem { get; } = TimeSpan.FromSeconds(2);

    /// <summary>When something that moves may have come to rest; <see langword="null"/> where all is at rest.</summary>
    public TimeSpan? NextLook { get; private set; }

    /// <summary>Takes what a look has found and gives what is at rest. At the first look all is.</summary>
    public DiscoveryResult Update(DiscoveryResult found)
    {
        var now = time.GetTimestamp();
        var present = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var plugin in found.Plugins)
        {
            present.Add(plugin.Name);
            See(plugin.Name, plugin.ContentHash, plugin, QuietTime, now);
        }

        foreach (var problem in found.Problems.Where(problem => present.Add(problem.Name))) See(problem.Name, problem.Reason, problem, QuietTimeOfProblem, now);
        foreach (var name in sightings.Keys.Where(name => !present.Contains(name)).ToList()) See(name, "", null, QuietTimeOfAbsence, now);
        hasLooked = true;
        NextLook = sightings.Values.Where(sighting => !sighting.IsSettled).Select(sighting => sighting.Quiet - time.GetElapsedTime(sighting.Since, now)).Cast<TimeSpan?>().Min();
        foreach (var name in sightings.Where(entry => entry.Value is { IsSettled: true, Settled: null }).Select(entry => entry.Key).ToList()) sightings.Remove(name);
        return new DiscoveryResult([.. sightings.Values.Select(sighting => sighting.Settled).OfType<PluginDescriptor>()], [.. sightings.Values.Select(sighting => sighting.Settled).OfType<DiscoveryProblem>()]);
    }

    private void See(string name, string identity, object? item, TimeSpan quiet, long now)
    {
        if (!sightings.TryGetValue(name, out var sighting)) sightings[name] = sighting = new Sighting();
        if (sighting.Identity != identity)
        {
            sighting.Identity = identity;
            sighting.Since = now;
            sighting.Quiet = quiet;
            sighting.IsSettled = !hasLooked;
        }
        else if (time.GetElapsedTime(sighting.Since, now) >= quiet)
        {
            sighting.IsSettled = true;
        }

        if (sighting.IsSettled) sighting.Settled = item;
    }

    private sealed class Sighting
    {
        public string? Identity { get; set; }

        public long Since { get; set; }

        public TimeSpan Quiet { get; set; }

        public bool IsSettled { get; set; }

        /// <summary>A descriptor, a problem, or nothing.</summary>
        public object? Settled { get; set; }
    }
}
