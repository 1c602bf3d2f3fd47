using System.ComponentModel;
using System.Text.Json;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>The parameters of <see cref="DockerWorker.CreateContainer"/>.</summary>
public sealed record CreateParameters
{
    /// <summary>The server, one that the settings allow.</summary>
    [Description("The server.")]
    public required string ServerName { get; init; }

    /// <summary>The image.</summary>
    [Description("The image.")]
    public required string ImageName { get; init; }

    /// <summary>The new container's name.</summary>
    [Description("The new container's name.")]
    public required string ContainerName { get; init; }

    /// <summary>What the container runs, split into words as a POSIX shell splits them; empty for the image's own.</summary>
    [Description("What the container runs; empty for the image's own.")]
    public required string ContainerCommand { get; init; }

    /// <summary>The host name that the container has.</summary>
    [Description("The host name that the container has.")]
    public string? ContainerHostname { get; init; }

    /// <summary>The ports that it listens on: numbers, or texts such as <c>53/udp</c>.</summary>
    [Description("The ports that it listens on.")]
    public IReadOnlyList<JsonElement> ContainerPorts { get; init; } = [];

    /// <summary>Folders and volumes of the server that it sees, by their paths or names there.</summary>
    [Description("Folders and volumes of the server that it sees.")]
    public IReadOnlyDictionary<string, BindParameters>? ContainerBinds { get; init; }

    /// <summary>Ports of the server that lead to it, by the container's ports.</summary>
    [Description("Ports of the server that lead to it, by its own ports.")]
    public IReadOnlyDictionary<string, JsonElement>? PortBindings { get; init; }
}
