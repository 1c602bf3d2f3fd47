using ReWorkerHost.Workers;

namespace ReWorkerHost.Management;

/// <summary>A plugin as it is now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Version">The version that serves; else the one that is refused.</param>
/// <param name="Hash">The hash of the files that serve.</param>
/// <param name="LoadedAt">When what serves was loaded.</param>
/// <param name="Reason">Why it does not serve, or serves another version than lies in the folder.</param>
/// <param name="ContextsAlive">How many of its versions are in memory.</param>
/// <param name="Orders">What operators have ordered over <c>plugins.json</c>, in words.</param>
/// <param name="Workers">Its workers.</param>
internal record PluginDetails(
    string Name,
    PluginState State,
    string? Version,
    string? Hash,
    DateTimeOffset? LoadedAt,
    string? Reason,
    int ContextsAlive,
    IReadOnlyList<string> Orders,
    IReadOnlyList<WorkerDetails> Workers);
