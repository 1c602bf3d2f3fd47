using System.Security.Cryptography;
using System.Text.Json;

namespace ReWorkerHost.Discovery;

/// <summary>Remembers what was read of files, so that a look into the folder reads only those that have changed.</summary>
internal sealed class FileCache
{
    private readonly Dictionary<string, FileFacts> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>Reads a file, if it is not known as it is.</summary>
    public FileFacts Read(string path)
    {
        used.Add(path);
        var stamp = FileStamp.Of(path);
        if (known.TryGetValue(path, out var facts) && facts.Stamp == stamp) return facts;
        var bytes = File.ReadAllBytes(path);
        var assembly = Examine(path, bytes, out var damage);
        return known[path] = new FileFacts(stamp, SHA256.HashData(bytes), assembly, damage);
    }

    /// <summary>A file, or all that is below a folder or a link to one, is said to have changed, whatever the stamps say.</summary>
    public void Forget(string path)
    {
        if (known.Remove(path)) return;
        var below = path + Path.DirectorySeparatorChar;
        foreach (var file in known.Keys.Where(file => file.StartsWith(below, StringComparison.Ordinal)).ToList()) known.Remove(file);
    }

    /// <summary>Ends a look: files that were not asked for in it are gone.</summary>
    public void Sweep()
    {
        foreach (var path in known.Keys.Where(path => !used.Contains(path)).ToList()) known.Remove(path);
        used.Clear();
    }

    private static AssemblyFacts? Examine(string path, byte[] bytes, out string? damage)
    {
        damage = null;
        try
        {
            if (path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) return AssemblyFacts.Read(bytes);
            if (path.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase)) JsonDocument.Parse(bytes).Dispose();
        }
        catch (BadImageFormatException exception)
        {
            damage = $"{Path.GetFileName(path)} is not a .NET assembly, or is damaged ({exception.Message.TrimEnd('.')}): copy it again";
        }
        catch (JsonException exception)
        {
            damage = $"{Path.GetFileName(path)} is not JSON, or is damaged ({exception.Message.TrimEnd('.')}): copy it again";
        }

        return null;
    }
}
