using System.Collections.Concurrent;

namespace ReWorkerHost.Plugins.Sql;

/// <summary>
/// Lets one step at a time at a file of SQLite. SQLite's own locks are between processes and within one copy of its library; two versions
/// of this plugin, of which one takes over from the other, have two copies, and would write over each other.
/// </summary>
internal static class FileTurns
{
    private const string Slot = "ReWorkerHost.Plugins.Sql.FileTurns";

    /// <summary>The turns at a file, the same for all versions in this process. Only types of the framework are in it, so that it keeps none of them.</summary>
    public static SemaphoreSlim At(string file)
    {
        var path = File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file : file;
        lock (typeof(AppDomain).Assembly) // what all versions know
        {
            if (AppDomain.CurrentDomain.GetData(Slot) is not ConcurrentDictionary<string, SemaphoreSlim> turns)
            {
                turns = new ConcurrentDictionary<string, SemaphoreSlim>(StringComparer.Ordinal);
                AppDomain.CurrentDomain.SetData(Slot, turns);
            }

            return turns.GetOrAdd(path, _ => new SemaphoreSlim(1, 1));
        }
    }
}
