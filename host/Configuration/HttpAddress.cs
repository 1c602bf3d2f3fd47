using System.Globalization;
using System.Net;

namespace ReWorkerHost.Configuration;

/// <summary>An address that the management API is served at.</summary>
/// <param name="IsTls">It is <c>https</c>.</param>
/// <param name="Host">An IP address, <c>localhost</c>, or <c>*</c> for every address of the machine.</param>
/// <param name="Port">The port; 0 for any that is free.</param>
internal sealed record HttpAddress(bool IsTls, string Host, int Port)
{
    /// <summary>Only this machine reaches it.</summary>
    public bool IsLoopback => IsLocalhost || (Ip is { } ip && IPAddress.IsLoopback(ip));

    /// <summary>It is <c>localhost</c>: 127.0.0.1 and ::1.</summary>
    public bool IsLocalhost => Host == "localhost";

    /// <summary>The IP address; <see langword="null"/> where it is none.</summary>
    public IPAddress? Ip => IPAddress.TryParse(Host, out var ip) ? ip : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(IsTls ? "https" : "http")}://{(Ip?.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{Host}]" : Host)}:{Port}");

    /// <summary>Reads addresses that are separated by commas.</summary>
    public static IReadOnlyList<HttpAddress> Read(string text, string path, List<string> errors)
    {
        var texts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length == 0) errors.Add($"{path}: expected http://address:port");
        var all = new List<HttpAddress>();
        foreach (var one in texts)
        {
            if (Parse(one) is { } address) all.Add(address);
            else errors.Add($"{path}: \"{one}\" is no address to listen at: expected http://address:port, or https:// for TLS, where address is an IP address, localhost, or * for all of this machine's");
        }

        return all;
    }

    private static HttpAddress? Parse(string text)
    {
        var parts = text.Split("://", 2);
        if (parts.Length < 2 || parts[0] is not ("http" or "https")) return null;
        var place = parts[1].TrimEnd('/');
        var colon = place.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535) return null;
        var host = place[..colon];
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (isBracketed) host = host[1..^1];
        if (host is not ("*" or "localhost") && !(IPAddress.TryParse(host, out var ip) && isBracketed == host.Contains(':') && (isBracketed || ip.ToString() == host))) return null;
        if (host == "localhost" && port == 0) return null; // two addresses, which would get two ports
        return new HttpAddress(parts[0] == "https", host, port);
    }
}
