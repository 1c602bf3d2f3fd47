using System.Security.Cryptography;
using System.Text;

namespace ReWorkerHost.Discovery;

/// <summary>The identity of a plugin's files: equal hashes mean equal names and equal bytes.</summary>
internal static class ContentHash
{
    /// <summary>SHA-256 over each file's relative name, length and bytes, in the order given.</summary>
    public static string Of(string baseFolder, IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        foreach (var file in files)
        {
            using var stream = File.OpenRead(Path.Combine(baseFolder, file));
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\0{stream.Length}\0"));
            int read;
            while ((read = stream.Read(buffer)) > 0) hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
