using System.Text.RegularExpressions;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>The name of an image in its parts.</summary>
/// <param name="Registry">The registry, or <see langword="null"/> for Docker Hub.</param>
/// <param name="Path">The name within it.</param>
/// <param name="Version">The tag, or the digest.</param>
internal sealed partial record ImageName(string? Registry, string Path, string Version)
{
    /// <summary>The name that the server is given, without the tag or the digest.</summary>
    public string Repository => Registry is null ? Path : $"{Registry}/{Path}";

    /// <summary>The whole name.</summary>
    public override string ToString() => $"{Repository}{(Version.Contains(':') ? '@' : ':')}{Version}";

    /// <summary>Reads a name; without a tag it is <c>latest</c>. <see langword="null"/> where it is none.</summary>
    public static ImageName? Parse(string text)
    {
        var (registry, rest) = (default(string), text);
        if (text.IndexOf('/') is > 0 and var slash && (text[..slash] == "localhost" || text[..slash].AsSpan().ContainsAny('.', ':')))
        {
            (registry, rest) = (text[..slash], text[(slash + 1)..]);
            if (!IsRegistry(registry)) return null;
        }

        var match = InRegistry().Match(rest);
        if (!match.Success) return null;
        return new ImageName(registry, match.Groups["path"].Value, match.Groups["digest"] is { Success: true, Value: var digest } ? digest : match.Groups["tag"] is { Success: true, Value: var tag } ? tag : "latest");
    }

    /// <summary>Whether a text is a registry's host, or host and port.</summary>
    public static bool IsRegistry(string text) => HostAndPort().IsMatch(text);

    [GeneratedRegex(@"\A(?<path>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>sha(?:256|512):[0-9a-f]{64,128}))?\z")]
    private static partial Regex InRegistry();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?\z")]
    private static partial Regex HostAndPort();
}
