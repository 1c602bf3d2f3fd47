using System.Security.Cryptography.X509Certificates;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>The plugin's settings: <c>plugins.httprequest.settings</c>.</summary>
public sealed record HttpRequestOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.httprequest.settings";

    /// <summary>The hosts that may be asked. Default: none.</summary>
    public IReadOnlyList<AllowedHost> Allow { get; init; } = [];

    /// <summary>Headers that are added to requests. Default: none.</summary>
    public IReadOnlyList<ConfiguredHeader> Headers { get; init; } = [];

    /// <summary>How long an answer may take, redirects and all; 0.1 to 86400 s. Default: 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The certificates to trust in place of the system's. Default: the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>Whether the proxy that the daemon's environment names is used. Default: none is.</summary>
    public bool UsesProxy { get; init; }
}
