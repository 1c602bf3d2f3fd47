using Microsoft.Extensions.Logging;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Workers;

/// <summary>
/// Keeps a copy of the last version of each plugin that has served, so that a host that starts and finds a bad version in the plugins folder
/// goes back to it.
/// </summary>
internal sealed class GoodVersions(string folder, ILogger logger)
{
    private readonly Lock gate = new();

    /// <summary>Keeps a version in place of the one that was kept.</summary>
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
                Remove(kept);
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

    /// <summary>Lets go of the version of a plugin that was removed.</summary>
    public void Forget(string plugin)
    {
        lock (gate)
        {
            try
            {
                Remove(Path.Combine(folder, plugin));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.NotKept(logger, plugin, exception.Message);
            }
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }
}
