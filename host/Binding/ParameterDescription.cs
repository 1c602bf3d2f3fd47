using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>A parameter as <c>describe</c> shows it.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">Its type in words.</param>
/// <param name="IsRequired">A step without it is refused.</param>
/// <param name="IsDynamic">It comes from the release's dynamic values.</param>
/// <param name="Default">Its default as JSON, or <see langword="null"/> where it is required or has none.</param>
/// <param name="Bounds">What its value must hold to, in words; empty for nothing.</param>
/// <param name="Description">What it is for, or <see langword="null"/>.</param>
/// <param name="Schema">The values that it takes, as a JSON Schema, with description and default.</param>
internal sealed record ParameterDescription(
    string Name, string Type, bool IsRequired, bool IsDynamic, string? Default, IReadOnlyList<string> Bounds, string? Description, JsonObject Schema);
