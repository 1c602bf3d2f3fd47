using System.ComponentModel;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>The parameters of <see cref="DockerWorker.RemoveImage"/>.</summary>
public sealed record ImageParameters
{
    /// <summary>The server, one that the settings allow.</summary>
    [Description("The server.")]
    public required string ServerName { get; init; }

    /// <summary>The image.</summary>
    [Description("The image.")]
    public required string ImageName { get; init; }
}
