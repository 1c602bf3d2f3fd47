using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Loading;

/// <summary>
/// Native libraries can't be unloaded with the load context that loaded them, so each version of a plugin that has some leaves its own in
/// memory. That is said when it begins to matter: at the second version.
/// </summary>
internal sealed class NativeLibraries(ILogger logger)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A version of a plugin was loaded.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="files">Its files.</param>
    public void Note(string plugin, IReadOnlyList<string> files)
    {
        var natives = files.Select(Path.GetFileName).OfType<string>().Where(IsNative).Distinct().Order(StringComparer.Ordinal).ToList();
        if (natives.Count == 0) return;
        lock (known)
        {
            if (known.Add(plugin)) return;
        }

        Log.NativeLibraries(logger, plugin, string.Join(", ", natives));
    }

    /// <summary>A shared object, with or without its version behind the ending.</summary>
    private static bool IsNative(string file) => file.EndsWith(".so", StringComparison.Ordinal) || file.Contains(".so.", StringComparison.Ordinal);
}
