using System.ComponentModel;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>The parameters of <see cref="FileopsWorker.Tar"/>.</summary>
public sealed record TarParameters : PathParameters
{
    /// <summary>The path of the archive.</summary>
    [Description("The path of the archive.")]
    public required string To { get; init; }

    /// <summary>How the archive is compressed.</summary>
    [Description("How the archive is compressed.")]
    public Compression Compression { get; init; }
}
