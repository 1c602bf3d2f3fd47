using System.Text.Json.Serialization;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>An answer with another status than expected; the failed reply's <c>data</c>.</summary>
/// <param name="Error">What went wrong, in a sentence.</param>
/// <param name="Code">The status.</param>
/// <param name="Expected">The status that was expected.</param>
/// <param name="Body">The beginning of the text, or <see langword="null"/> where there is none.</param>
public sealed record UnexpectedAnswer(
    string Error, int Code, int Expected, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Body);
