using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>Reads a value that may be <see langword="null"/> where its type lets it.</summary>
internal sealed class ElementReader(IValueReader reader, bool isNullable)
{
    /// <summary>The type in words.</summary>
    public string TypeName => OrNull(reader.TypeName);

    /// <summary>The type in words, without the limits that it has by itself.</summary>
    public string UnlimitedTypeName => OrNull((reader as ScalarReader)?.UnlimitedTypeName ?? reader.TypeName);

    /// <summary>The values that it takes, as a JSON Schema; each call makes another one.</summary>
    public JsonObject Schema => isNullable ? ObjectSchema.OrNull(reader.Schema) : reader.Schema;

    /// <summary>Reads a value.</summary>
    public object? Read(JsonElement json, string path, List<string> errors) =>
        json.ValueKind == JsonValueKind.Null && isNullable ? null : reader.Read(json, path, errors);

    private string OrNull(string type) => isNullable ? $"{type} or null" : type;
}
