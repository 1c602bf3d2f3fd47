using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>Reads an enum by the name of a member, ignoring case and underscores.</summary>
internal sealed class EnumReader(Type type) : IValueReader
{
    private readonly Dictionary<string, object> members =
        Enum.GetNames(type).ToDictionary(name => name, name => Enum.Parse(type, name), ParameterName.Comparer);

    /// <inheritdoc/>
    public string TypeName => $"one of {string.Join(", ", members.Keys.Select(ParameterName.Of))}";

    /// <inheritdoc/>
    public object? Read(JsonElement json, string path, List<string> errors)
    {
        if (json.ValueKind == JsonValueKind.String && members.TryGetValue(json.GetString()!, out var value)) return value;
        errors.Add(JsonKind.Mismatch(path, TypeName, json));
        return null;
    }
}
