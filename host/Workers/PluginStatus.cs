namespace ReWorkerHost.Workers;

/// <summary>A plugin as the host sees it.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Version">The version of the main assembly that serves; else of the one that is refused, where it was read.</param>
/// <param name="ContentHash">The hash of the files that serve.</param>
/// <param name="Queues">The queues its workers serve.</param>
/// <param name="Reason">Why it does not serve, or serves another version than lies in the folder.</param>
internal sealed record PluginStatus(
    string Name, PluginState State, string? Version = null, string? ContentHash = null, IReadOnlyList<string>? Queues = null, string? Reason = null)
{
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
