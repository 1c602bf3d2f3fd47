using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>Reads an enum by the name of a member, ignoring case and underscores.</summary>
internal sealed class EnumReader(Type type, XmlDocumentation documentation) : IValueReader
{
    private readonly Dictionary<string, object> members =
        Enum.GetNames(type).ToDictionary(name => name, name => Enum.Parse(type, name), ParameterName.Comparer);

    private readonly IReadOnlyList<(string Name, string? About)> choices =
        [.. Enum.GetNames(type).Select(name => (ParameterName.Of(name), documentation.Of(type.GetField(name)!)))];

    /// <inheritdoc/>
    public string TypeName => $"one of {string.Join(", ", members.Keys.Select(ParameterName.Of))}";

    /// <inheritdoc/>
    public JsonObject Schema => new()
    {
        ["anyOf"] = new JsonArray([.. choices.Select(Choice), .. members.Keys.Select(name => new JsonObject { ["type"] = "string", ["pattern"] = NamePattern.Loose(name) })]),
    };

    /// <inheritdoc/>
    public object? Read(JsonElement json, string path, List<string> errors)
    {
        if (json.ValueKind == JsonValueKind.String && members.TryGetValue(json.GetString()!, out var value)) return value;
        errors.Add(JsonKind.Mismatch(path, TypeName, json));
        return null;
    }

    private static JsonObject Choice((string Name, string? About) choice) =>
        choice.About is null ? new JsonObject { ["const"] = choice.Name } : new JsonObject { ["const"] = choice.Name, ["description"] = choice.About };
}
