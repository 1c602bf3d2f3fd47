using System.ComponentModel;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>The parameters of <see cref="DockerWorker.StopContainer"/> and <see cref="DockerWorker.RemoveContainer"/>.</summary>
public sealed record ContainerParameters
{
    /// <summary>The server, one that the settings allow.</summary>
    [Description("The server.")]
    public required string ServerName { get; init; }

    /// <summary>The container's name or id.</summary>
    [Description("The container's name or id.")]
    public required string ContainerName { get; init; }
}
