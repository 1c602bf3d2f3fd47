using Microsoft.Extensions.Logging;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Workers;

/// <summary>
/// Keeps a copy of the last version of each plugin that has served, so that a host that starts and finds a bad version in the plugins folder
/// goes back to it; and of the one before that, so that an operator can roll back to it.
/// </summary>
internal sealed class GoodVersions(string folder, ILogger logger)
{
    private readonly Lock gate = new();
    private readonly string before = Path.Combine(folder, ".before");

    /// <summary>Keeps a version; the one that was kept becomes the one before.</summary>
    public void Keep(PluginDescriptor plugin)
    {
        lock (gate)
        {
            if (Find(plugin.Name)?.ContentHash == plugin.ContentHash) return;
            var part = Path.Combine(folder, $".{plugin.Name}");
            var kept = Path.Combine(folder, plugin.Name);
            try
            {
                Remove(part);
                foreach (var file in plugin.Files)
                {
                    var copy = Path.Combine(part, file);
                    Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                    File.Copy(Path.Combine(plugin.BaseFolder, file), copy);
                }

                if (ContentHash.Read(part, plugin.Files) != plugin.ContentHash) return; // it is being replaced: the next one is kept
                if (Directory.Exists(kept))
                {
                    Remove(Before(plugin.Name));
                    Directory.CreateDirectory(before);
                    Directory.Move(kept, Before(plugin.Name));
                }

                Directory.Move(part, kept);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.NotKept(logger, plugin.Name, exception.Message);
            }
        }
    }

    /// <summary>The version that is kept, or <see langword="null"/>.</summary>
    public PluginDescriptor? Find(string plugin) => new PluginsFolder(folder).Find(plugin);

    /// <summary>The version before the one that is kept, or <see langword="null"/>.</summary>
    public PluginDescriptor? FindBefore(string plugin) => new PluginsFolder(before).Find(plugin);

    /// <summary>Has the version that is kept and the one before it change places.</summary>
    /// <exception cref="IOException">It can't be done; a version may be missing then.</exception>
    public void Exchange(string plugin)
    {
        lock (gate)
        {
            var part = Path.Combine(folder, $".{plugin}");
            Remove(part);
            Directory.Move(Path.Combine(folder, plugin), part);
            Directory.Move(Before(plugin), Path.Combine(folder, plugin));
            Directory.Move(part, Before(plugin));
        }
    }

    /// <summary>Lets go of the versions of a plugin that was removed.</summary>
    public void Forget(string plugin)
    {
        lock (gate)
        {
            try
            {
                Remove(Path.Combine(folder, plugin));
                Remove(Before(plugin));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.NotKept(logger, plugin, exception.Message);
            }
        }
    }

    private string Before(string plugin) => Path.Combine(before, plugin);

    private static void Remove(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }
}
