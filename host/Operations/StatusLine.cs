using ReWorkerHost.Workers;

namespace ReWorkerHost.Operations;

/// <summary>How the host is, in the one line that <c>systemctl status</c> shows.</summary>
internal static class StatusLine
{
    /// <summary>Makes the line.</summary>
    public static string Of(IReadOnlyList<PluginStatus> plugins, IReadOnlyList<string> problems)
    {
        var serving = plugins.Count(plugin => plugin.State == PluginState.Serving);
        var line = $"{serving} of {plugins.Count} plugins serve {plugins.Sum(plugin => plugin.Queues?.Count ?? 0)} queues";
        return problems.Count == 0 ? line : $"{line}; degraded: {string.Join("; ", problems)}";
    }
}
