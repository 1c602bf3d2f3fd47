using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>The plugin's settings: <c>plugins.fileops.settings</c>.</summary>
public sealed record FileopsOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.fileops.settings";

    /// <summary>The folders in which files may be touched, absolute paths in their plain form. Default: none.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Where steps run.</summary>
    public RemoteOptions Remote { get; init; } = new();
}
