using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Loading;

/// <summary>
/// Finds what a plugin needs and does not have when it is loaded, not when a step first touches it in the middle of a release.
/// </summary>
internal static class MissingDependencies
{
    /// <summary>Refuses a plugin one of whose referenced assemblies is nowhere to be found.</summary>
    /// <remarks>References of the assemblies in the plugin's own folder are followed too; those of the framework are not.</remarks>
    /// <exception cref="PluginLoadException">Names every missing assembly and who needs it.</exception>
    public static void Verify(PluginLoader loader, Assembly main)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var own = AssemblyLoadContext.GetLoadContext(main);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Assembly>([main]);
        while (pending.TryPop(out var assembly))
        {
            foreach (var reference in assembly.GetReferencedAssemblies())
            {
                if (!seen.Add(reference.FullName)) continue;
                try
                {
                    var loaded = loader.LoadAssembly(reference);
                    if (AssemblyLoadContext.GetLoadContext(loaded) == own) pending.Push(loaded);
                }
                catch (Exception exception) when (exception is FileNotFoundException or FileLoadException)
                {
                    // A library may have references that it only touches where they are there; the plugin's own are all meant.
                    if (assembly == main) missing.Add($"{reference.Name} {reference.Version}");
                }
            }
        }

        if (missing.Count == 0) return;
        throw new PluginLoadException(
            $"it needs {string.Join(", ", missing)}, which {(missing.Count == 1 ? "is" : "are")} not in its folder: " +
            "publish the plugin with all it needs (EnableDynamicLoading copies it to the output)");
    }
}
