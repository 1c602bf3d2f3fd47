using System.ComponentModel;

namespace ReWorkerHost.Plugins.Service;

/// <summary>The parameters of every subcommand. Their names are those of the Release Engine.</summary>
public sealed record ServiceParameters
{
    /// <summary>The service, one that the settings allow.</summary>
    [Description("The service's name.")]
    public required string Service { get; init; }
}
