using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>What a server answered; the reply's <c>data</c>.</summary>
/// <param name="Code">The status.</param>
/// <param name="Body">The beginning of the text, or <see langword="null"/> where there is none.</param>
public sealed record Answer(int Code, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Body);
