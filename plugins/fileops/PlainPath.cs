using System.Diagnostics.CodeAnalysis;
using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>Brings a path into its plain form: absolute, no empty part, no <c>.</c>, no <c>/</c> at its end.</summary>
internal static class PlainPath
{
    private const int Longest = 4096;

    /// <summary>Reads a path.</summary>
    /// <returns>Whether it is absolute, without <c>..</c>, and can be a path at all.</returns>
    public static bool TryRead(string path, [NotNullWhen(true)] out string? plain)
    {
        plain = null;
        if (!path.StartsWith('/') || path.Length > Longest || !Script.CanHold(path)) return false;
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToList();
        if (parts.Contains("..")) return false;
        plain = $"/{string.Join('/', parts)}";
        return true;
    }
}
