namespace ReWorkerHost.Management;

/// <summary>A host as it is now.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Id">Its id among hosts, new at each start.</param>
/// <param name="Version">The host's version.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Health"><c>ok</c> or <c>degraded</c>.</param>
/// <param name="Problems">What keeps it from its work.</param>
/// <param name="ConfigurationProblems">What is wrong with <c>plugins.json</c>.</param>
/// <param name="Broker">The broker, without the password.</param>
/// <param name="IsPaused">All of it is paused.</param>
/// <param name="MemoryBytes">What it holds of the machine's memory (resident).</param>
/// <param name="ContextsAlive">How many versions of plugins are in memory.</param>
/// <param name="Plugins">Its plugins.</param>
/// <param name="Retired">The versions of plugins that are to go from memory, or have not.</param>
/// <param name="Running">The jobs whose steps run, the oldest first.</param>
internal sealed record HostStatus(
    string Host,
    string Id,
    string Version,
    DateTimeOffset StartedAt,
    string Health,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> ConfigurationProblems,
    string Broker,
    bool IsPaused,
    long MemoryBytes,
    int ContextsAlive,
    IReadOnlyList<PluginDetails> Plugins,
    IReadOnlyList<RetiredVersion> Retired,
    IReadOnlyList<JobDetails> Running);
