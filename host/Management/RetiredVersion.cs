namespace ReWorkerHost.Management;

/// <summary>A version of a plugin that was retired and is still in memory.</summary>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Version">The version.</param>
/// <param name="IsLeaked">It did not go when it should have.</param>
internal sealed record RetiredVersion(string Plugin, string Version, bool IsLeaked);
