using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>Reads a value that may be <see langword="null"/> where its type lets it.</summary>
internal sealed class ElementReader(IValueReader reader, bool isNullable)
{
    /// <summary>The type in words.</summary>
    public string TypeName => isNullable ? $"{reader.TypeName} or null" : reader.TypeName;

    /// <summary>Reads a value.</summary>
    public object? Read(JsonElement json, string path, List<string> errors) =>
        json.ValueKind == JsonValueKind.Null && isNullable ? null : reader.Read(json, path, errors);
}
