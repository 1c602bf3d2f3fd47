using System.Text.RegularExpressions;

namespace ReWorkerHost.Plugins.Git;

/// <summary>Where a repository is, in a form that git takes for nothing else.</summary>
public sealed partial class RepositoryAddress
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttps, Uri.UriSchemeHttp, "ssh", Uri.UriSchemeFile];

    private RepositoryAddress(string url, string? userInfo)
    {
        Url = url;
        UserInfo = userInfo;
    }

    /// <summary>The address without user and password of http and https. It may be shown.</summary>
    public string Url { get; }

    /// <summary>User and password of http and https as they are written, or <see langword="null"/>. A secret.</summary>
    public string? UserInfo { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="problem">Why it can't be used; it repeats nothing that may be a secret.</param>
    /// <returns>The address, or <see langword="null"/> where it can't be used.</returns>
    public static RepositoryAddress? Parse(string text, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = ProblemOf(text);
        if (problem is not null) return null;
        if (text.StartsWith('/') || ScpLike().IsMatch(text)) return new RepositoryAddress(text, null);
        var begin = text.IndexOf("://", StringComparison.Ordinal) + 3;
        if (begin < 3) problem = "expected https://, http://, ssh:// or file:// and an address, user@host:path, or an absolute path";
        else if (!Schemes.Contains(text[..(begin - 3)], StringComparer.Ordinal)) problem = "this transport can't be used, expected https, http, ssh or file";
        return problem is null ? ParseUrl(text, begin, out problem) : null;
    }

    private static RepositoryAddress? ParseUrl(string text, int begin, out string? problem)
    {
        problem = null;
        var end = text.IndexOf('/', begin);
        var authority = end < 0 ? text[begin..] : text[begin..end];
        var at = authority.LastIndexOf('@');
        var (userInfo, host) = at < 0 ? (null, authority) : (authority[..at], authority[(at + 1)..]);
        var scheme = text[..(begin - 3)];
        var isFile = scheme == Uri.UriSchemeFile;
        if (isFile ? authority.Length > 0 : !HostAndPort().IsMatch(host)) problem = isFile ? "expected file:/// and an absolute path" : "expected a host's name or address after ://";
        else if (end < 0 || end == text.Length) problem = "expected a path after the host";
        else if (scheme == "ssh" && userInfo is not null && !UserName().IsMatch(userInfo)) problem = "expected a user's name alone before the @: ssh takes no password from here";
        if (problem is not null) return null;
        var isWeb = scheme is "http" or "https";
        return new RepositoryAddress(isWeb ? $"{scheme}://{host}{text[end..]}" : text, isWeb ? userInfo : null);
    }

    private static string? ProblemOf(string text)
    {
        if (text.StartsWith('-')) return "it can't begin with -";
        if (text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character is '\\' or '?' or '#')) return "it can't hold spaces, control characters, \\, ? or #";
        if (OtherTransport().IsMatch(text)) return "a transport that git has from elsewhere (name::address) can't be used";
        // What is compared with the allowed ones must be what git goes to.
        var segments = Uri.UnescapeDataString(text).Split('/');
        return segments.Contains("..") || segments.Contains(".") ? "its path can't hold . or .." : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9+.-]*::")]
    private static partial Regex OtherTransport();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?(?:[A-Za-z0-9_][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\]):(?!//)[^-:]")]
    private static partial Regex ScpLike();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9_][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?\z")]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]*\z")]
    private static partial Regex UserName();
}
