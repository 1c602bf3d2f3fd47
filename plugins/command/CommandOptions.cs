namespace ReWorkerHost.Plugins.Command;

/// <summary>The plugin's settings: <c>plugins.command.settings</c>.</summary>
public sealed record CommandOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.command.settings";

    /// <summary>The programs that may be run: names, looked up on the PATH, or absolute paths. Default: none.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Variables that are added to the environment of the programs. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The programs' working directory, an absolute path. Default: the host's own.</summary>
    public string? Directory { get; init; }
}
