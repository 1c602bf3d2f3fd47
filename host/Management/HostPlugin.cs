namespace ReWorkerHost.Management;

/// <summary>A plugin of a host.</summary>
internal sealed record HostPlugin : PluginDetails
{
    /// <summary>The plugin with its host's name.</summary>
    public HostPlugin(string host, PluginDetails plugin) : base(plugin) => Host = host;

    /// <summary>The host's name.</summary>
    public string Host { get; }
}
