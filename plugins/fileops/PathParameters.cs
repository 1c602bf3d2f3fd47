using System.ComponentModel;
using System.Text.Json;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>What every subcommand takes. The names are those of the Release Engine.</summary>
public record PathParameters
{
    /// <summary>A path, or a list of paths.</summary>
    [Description("A path, or a list of paths, in folders that are allowed.")]
    public required JsonElement Path { get; init; }
}
