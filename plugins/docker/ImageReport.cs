using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>What was done to an image; the reply's <c>data</c>.</summary>
/// <param name="Server">The server.</param>
/// <param name="Image">The image's whole name.</param>
/// <param name="Digest">The digest of an image that was pulled, where the server told it.</param>
public sealed record ImageReport(string Server, string Image, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Digest = null);
