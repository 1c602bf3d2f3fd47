using Microsoft.Extensions.Logging;
using ReWorkerHost.Discovery;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Loading;

/// <summary>
/// Copies of plugins to load from, one folder for each content: the files that users replace are never mapped into this process.
/// </summary>
internal sealed class ShadowCopy(string folder, ILogger logger)
{
    /// <summary>Removes what an earlier process left behind.</summary>
    public void Clear()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Copies a plugin and returns the path of the copy's main assembly.</summary>
    /// <exception cref="PluginLoadException">The files changed while they were copied, or can't be read.</exception>
    public string Create(PluginDescriptor plugin)
    {
        var target = Path.Combine(folder, plugin.Name, $"{plugin.ContentHash[..16]}-{Guid.NewGuid().ToString("N")[..8]}");
        try
        {
            foreach (var file in plugin.Files)
            {
                var copy = Path.Combine(target, file);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(Path.Combine(plugin.BaseFolder, file), copy);
            }

            if (ContentHash.Read(target, plugin.Files) != plugin.ContentHash)
            {
                throw new PluginLoadException("its files changed while they were read: it is taken up when they are at rest");
            }
        }
        catch (Exception exception)
        {
            Delete(target, logger);
            if (exception is PluginLoadException) throw;
            throw new PluginLoadException($"its files can't be copied to {target}: {exception.Message}", exception);
        }

        return Path.Combine(target, plugin.MainAssembly);
    }

    /// <summary>Deletes a copy. On Linux its files may still be mapped: their content goes when they are not any more.</summary>
    public static void Delete(string copy, ILogger logger)
    {
        try
        {
            if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CopyLeft(logger, copy, exception.Message);
        }
    }
}
