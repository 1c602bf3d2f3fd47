using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Service;

/// <summary>The plugin's settings: <c>plugins.service.settings</c>.</summary>
public sealed record ServiceOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.service.settings";

    /// <summary>The program that starts and stops services. Default: each host's own.</summary>
    public ServiceManager Manager { get; init; }

    /// <summary>The services that may be touched: names, in which <c>*</c> stands for any characters and <c>?</c> for one. Default: none.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Where steps run.</summary>
    public RemoteOptions Remote { get; init; } = new();
}
