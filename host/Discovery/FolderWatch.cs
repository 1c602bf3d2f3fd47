using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Discovery;

/// <summary>Listens to the file system's events below a folder. Where a file system gives none, the regular look finds the change.</summary>
internal sealed class FolderWatch(string folder, Action changed, ILogger logger) : IDisposable
{
    private readonly ConcurrentQueue<string> paths = new();
    private FileSystemWatcher? watcher;
    private string? failure;

    /// <summary>Listens, if it does not yet and the folder is there.</summary>
    public void Ensure()
    {
        if (watcher is not null || !Directory.Exists(folder)) return;
        try
        {
            watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime,
            };
            watcher.Changed += (_, change) => Note(change.FullPath);
            watcher.Created += (_, change) => Note(change.FullPath);
            watcher.Deleted += (_, change) => Note(change.FullPath);
            watcher.Renamed += (_, change) => Note(change.FullPath);
            watcher.Error += (_, error) => Fail(error.GetException());
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            Fail(exception);
        }
    }

    /// <summary>The paths that have changed since the last call.</summary>
    public IReadOnlyCollection<string> Take()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        while (paths.TryDequeue(out var path)) taken.Add(path);
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose() => watcher?.Dispose();

    private void Note(string path)
    {
        paths.Enqueue(path);
        changed();
    }

    private void Fail(Exception exception)
    {
        // It is tried again at every look, and what stays wrong is said once.
        if (failure != exception.Message) Log.WatchFailed(logger, folder, failure = exception.Message);
        watcher?.Dispose();
        watcher = null;
        if (exception is InternalBufferOverflowException) changed(); // what was not told is found now
    }
}
