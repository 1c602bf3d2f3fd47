using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Workers;

/// <summary>Warns of places that decide what code runs and that every user of the machine may write to; of each once, until it is mended.</summary>
internal sealed class WritableByOthers(ILogger logger)
{
    private readonly ConcurrentDictionary<string, byte> known = new(StringComparer.Ordinal);

    /// <summary>The places, in words; empty where all is well.</summary>
    public IReadOnlyList<string> Problems => [.. known.Keys.Order(StringComparer.Ordinal).Select(path => $"{path} is writable by every user of this machine: take that away (chmod o-w)")];

    /// <summary>Looks at the places; those that are not there are no matter.</summary>
    public void Look(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (IsWritable(path))
            {
                if (known.TryAdd(path, 0)) Log.WritableByOthers(logger, path);
            }
            else
            {
                known.TryRemove(path, out _);
            }
        }
    }

    private static bool IsWritable(string path)
    {
        if (!Path.Exists(path)) return false;
        try
        {
            return File.GetUnixFileMode(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).HasFlag(UnixFileMode.OtherWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) // gone meanwhile
        {
            return false;
        }
    }
}
