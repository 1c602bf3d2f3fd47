namespace ReWorkerHost.Workers;

/// <summary>One loaded version of a plugin that is in memory.</summary>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Version">The version of its main assembly.</param>
/// <param name="IsRetired">It serves no more, and is to go.</param>
/// <param name="IsLeaked">It was retired, and something still points into it: its memory can't be given back.</param>
internal sealed record VersionInMemory(string Plugin, string Version, bool IsRetired, bool IsLeaked);
