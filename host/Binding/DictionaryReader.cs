using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>Reads an object whose keys are the user's own into a dictionary.</summary>
internal sealed class DictionaryReader(Type itemType, ElementReader item) : IValueReader
{
    private static readonly Type[] Known = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    /// <inheritdoc/>
    public string TypeName => $"an object, each value {item.TypeName}";

    /// <inheritdoc/>
    public JsonObject Schema => new() { ["type"] = "object", ["additionalProperties"] = item.Schema };

    /// <summary>The value's type where a type is a dictionary that this can make.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && Known.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments()[0] == typeof(string)
            ? type.GetGenericArguments()[1] : null;

    /// <inheritdoc/>
    public object? Read(JsonElement json, string path, List<string> errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(JsonKind.Mismatch(path, "an object", json));
            return null;
        }

        var before = errors.Count;
        var entries = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), itemType))!;
        foreach (var property in json.EnumerateObject()) entries[property.Name] = item.Read(property.Value, $"{path}.{property.Name}", errors);
        return errors.Count > before ? null : entries;
    }
}
