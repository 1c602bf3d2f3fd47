using System.ComponentModel;
using System.Text.Json;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>The parameters of <see cref="DockerWorker.StartContainer"/>.</summary>
public sealed record StartParameters
{
    /// <summary>The server, one that the settings allow.</summary>
    [Description("The server.")]
    public required string ServerName { get; init; }

    /// <summary>The container's name.</summary>
    [Description("The container's name.")]
    public required string ContainerName { get; init; }

    /// <summary>Folders and volumes of the server that it sees, by their paths or names there.</summary>
    [Description("Folders and volumes of the server that it sees.")]
    public IReadOnlyDictionary<string, BindParameters>? ContainerBinds { get; init; }

    /// <summary>Ports of the server that lead to it, by the container's ports.</summary>
    [Description("Ports of the server that lead to it, by its own ports.")]
    public IReadOnlyDictionary<string, JsonElement>? PortBindings { get; init; }
}
