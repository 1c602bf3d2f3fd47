using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>What was done to a container; the reply's <c>data</c>.</summary>
/// <param name="Server">The server.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Changed">Whether anything had to be done.</param>
/// <param name="Id">The id of a container that was created, or <see langword="null"/>.</param>
public sealed record ContainerReport(
    string Server, string Container, bool Changed, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id = null);
