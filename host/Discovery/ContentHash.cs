using System.Security.Cryptography;
using System.Text;

namespace ReWorkerHost.Discovery;

/// <summary>The identity of a plugin's files: equal hashes mean equal names and equal bytes.</summary>
internal static class ContentHash
{
    /// <summary>SHA-256 over each file's relative name and the hash of its bytes, in the order given; lower-case hexadecimal.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads files and hashes them.</summary>
    public static string Read(string baseFolder, IEnumerable<string> files) => Of(files.Select(file =>
    {
        using var stream = File.OpenRead(Path.Combine(baseFolder, file));
        return KeyValuePair.Create(file, SHA256.HashData(stream));
    }));
}
