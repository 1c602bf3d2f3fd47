using System.ComponentModel;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Where a folder or a volume of the server is in the container.</summary>
public sealed record BindParameters
{
    /// <summary>The absolute path in the container.</summary>
    [Description("The absolute path in the container.")]
    public required string Bind { get; init; }

    /// <summary>Whether it can only be read there.</summary>
    [Description("Whether it can only be read there.")]
    public bool Ro { get; init; }
}
