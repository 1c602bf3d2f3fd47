using System.Buffers;
using System.Globalization;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>A host that may be asked.</summary>
/// <param name="Host">Its name or address in the form that <see cref="Uri.IdnHost"/> gives it.</param>
/// <param name="Port">The only port that may be asked, or <see langword="null"/> for every one.</param>
public sealed record AllowedHost(string Host, int? Port)
{
    private static readonly SearchValues<char> NotInHosts = SearchValues.Create("/\\@?#* \t\r\n%");

    /// <summary>Reads <c>host</c> or <c>host:port</c>; an address of IPv6 is in brackets.</summary>
    /// <returns>The host, or <see langword="null"/> where it is something else.</returns>
    public static AllowedHost? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        int? port = null;
        var host = text;
        if (colon > text.LastIndexOf(']'))
        {
            host = text[..colon];
            if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535) return null;
            port = number;
        }

        if (host.AsSpan().ContainsAny(NotInHosts) || !Uri.TryCreate($"http://{host}", UriKind.Absolute, out var uri) || uri.IdnHost.Length == 0) return null;
        return new AllowedHost(uri.IdnHost, port);
    }

    /// <summary>Whether a URL is of this host.</summary>
    public bool Matches(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return string.Equals(url.IdnHost, Host, StringComparison.OrdinalIgnoreCase) && (Port is null || Port == url.Port);
    }
}
