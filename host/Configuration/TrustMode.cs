namespace ReWorkerHost.Configuration;

/// <summary>Which plugins are loaded.</summary>
internal enum TrustMode
{
    /// <summary>Whatever lies in the plugins folder.</summary>
    Any,

    /// <summary>Those whose files <c>plugins.json</c> names by their hash.</summary>
    Pinned,
}
