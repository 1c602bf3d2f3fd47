using System.ComponentModel;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>The parameters of <see cref="DockerWorker.PullImage"/>.</summary>
public sealed record PullParameters
{
    /// <summary>The server, one that the settings allow.</summary>
    [Description("The server.")]
    public required string ServerName { get; init; }

    /// <summary>The image.</summary>
    [Description("The image.")]
    public required string ImageName { get; init; }

    /// <summary>The registry to pull from, where the image's name does not say it.</summary>
    [Description("The registry, where the image's name does not say it.")]
    public string? InsecureRegistry { get; init; }
}
