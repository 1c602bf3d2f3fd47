using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Catalog;

/// <summary>What is to run: what the folder holds, as far as <c>plugins.json</c> lets it.</summary>
/// <param name="Plugins">The plugins to run.</param>
/// <param name="Disabled">The names of plugins that are there and switched off.</param>
/// <param name="Absent">The names of plugins that <c>plugins.json</c> knows and the folder does not hold.</param>
/// <param name="Problems">What looks like a plugin and is none.</param>
internal sealed record DesiredState(
    IReadOnlyList<PluginDescriptor> Plugins, IReadOnlyList<string> Disabled, IReadOnlyList<string> Absent, IReadOnlyList<DiscoveryProblem> Problems)
{
    /// <summary>Joins what was found with what is asked.</summary>
    public static DesiredState From(HostConfiguration configuration, DiscoveryResult found)
    {
        var present = found.Plugins.Select(plugin => plugin.Name).Concat(found.Problems.Select(problem => problem.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new DesiredState(
            [.. found.Plugins.Where(plugin => configuration.IsEnabled(plugin.Name))],
            [.. found.Plugins.Where(plugin => !configuration.IsEnabled(plugin.Name)).Select(plugin => plugin.Name)],
            [.. configuration.ConfiguredPlugins.Where(name => !present.Contains(name))],
            [.. found.Problems.Where(problem => configuration.IsEnabled(problem.Name))]);
    }
}
