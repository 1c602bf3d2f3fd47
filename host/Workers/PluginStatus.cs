using ReWorkerHost.Catalog;
using ReWorkerHost.Messaging;

namespace ReWorkerHost.Workers;

/// <summary>A plugin as the host sees it.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Version">The version of the main assembly that serves; else of the one that is refused, where it was read.</param>
/// <param name="ContentHash">The hash of the files that serve.</param>
/// <param name="Queues">The queues its workers serve.</param>
/// <param name="Reason">Why it does not serve, or serves another version than lies in the folder.</param>
/// <param name="LoadedAt">When what serves was loaded.</param>
/// <param name="Reloads">The order to load it anew that what serves came by.</param>
internal sealed record PluginStatus(
    string Name, PluginState State, string? Version = null, string? ContentHash = null, IReadOnlyList<string>? Queues = null, string? Reason = null,
    DateTimeOffset? LoadedAt = null, int Reloads = 0)
{
    /// <summary>Its workers at their queues.</summary>
    public IReadOnlyList<WorkerStatus> Workers { get; init; } = [];

    /// <summary>The plugin with what runs of it, or was refused.</summary>
    public static PluginStatus Of(string name, Generation? current, Rejection? rejection, bool isQuarantined, string? reason, Func<string, DeliverySlots> slots) => new(
        name,
        isQuarantined ? PluginState.Quarantined : current is null ? PluginState.Refused : current.IsPaused ? PluginState.Paused : PluginState.Serving,
        current?.Plugin.Version ?? rejection?.Version,
        current?.Plugin.ContentHash,
        current?.Queues,
        reason,
        current?.LoadedAt,
        current?.Identity.Reloads ?? 0)
    {
        Workers = current is null ? [] : [.. current.Plans.Select(plan => new WorkerStatus(plan.Name, plan.Queue, plan.Options.Concurrency, slots(plan.Queue)))],
    };

    /// <summary>Every plugin that has a place, is switched off, or can't be read, by name.</summary>
    /// <param name="placed">Those that have a place.</param>
    /// <param name="desired">What was found in the folder, once it was looked at.</param>
    public static IReadOnlyList<PluginStatus> Join(IEnumerable<PluginStatus> placed, DesiredState? desired)
    {
        var all = placed.ToList();
        var known = all.Where(status => status.State != PluginState.Disabled).ToList();
        if (desired is null) return known;
        var disabled = desired.Disabled.Where(name => !Holds(known, name)).Select(name => new PluginStatus(name, PluginState.Disabled));
        var unreadable = desired.Problems.Where(problem => !Holds(all, problem.Name)).Select(problem => new PluginStatus(problem.Name, PluginState.Refused, Reason: problem.Reason));
        return [.. known.Concat(disabled).Concat(unreadable).OrderBy(status => status.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static bool Holds(List<PluginStatus> all, string name) => all.Any(status => string.Equals(status.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Says what is wrong, where something is.</summary>
    /// <param name="refusal">Why what lies in the folder is not served.</param>
    /// <param name="misconfiguration">Why what <c>plugins.json</c> asks does not hold.</param>
    /// <param name="version">The version that serves, if one does.</param>
    public static string? Explain(string? refusal, string? misconfiguration, string? version)
    {
        if (refusal is null || version is null) return refusal ?? misconfiguration;
        return $"what lies in the folder is refused, and version {version} goes on: {refusal}";
    }
}
