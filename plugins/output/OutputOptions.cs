namespace ReWorkerHost.Plugins.Output;

/// <summary>The plugin's settings: <c>plugins.output.settings</c>.</summary>
public sealed record OutputOptions
{
    /// <summary>The key of the plugin's settings in <c>plugins.json</c>, for messages.</summary>
    public const string Path = "plugins.output.settings";

    /// <summary>The folder of the files, an absolute path. A relative one is made absolute when it is read.</summary>
    public required string OutputDir { get; init; }

    /// <summary>What makes a line be replaced by <c>[redacted]</c>. Default: none.</summary>
    public IReadOnlyList<Redaction> Redactions { get; init; } = [];

    /// <summary>A file that would become larger is rotated first; in bytes, 1 to <see cref="long.MaxValue"/>. Default: never.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>How many rotated files are kept for each release, 0 to 100. Default: 5.</summary>
    public int Keep { get; init; } = 5;
}
