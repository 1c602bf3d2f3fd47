using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>Reads a list into an array or a collection.</summary>
internal sealed class ListReader(Type type, Type itemType, ElementReader item) : IValueReader
{
    private static readonly Type[] Interfaces =
        [typeof(IEnumerable<>), typeof(ICollection<>), typeof(IList<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyList<>), typeof(List<>)];

    /// <inheritdoc/>
    public string TypeName => $"a list, each {item.TypeName}";

    /// <inheritdoc/>
    public JsonObject Schema => new() { ["type"] = "array", ["items"] = item.Schema };

    /// <summary>The item's type where a type is a list that this can make.</summary>
    public static Type? ItemOf(Type type)
    {
        if (type.IsSZArray) return type.GetElementType();
        if (!type.IsGenericType) return null;
        var definition = type.GetGenericTypeDefinition();
        return Interfaces.Contains(definition) || definition == typeof(HashSet<>) || definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>)
            ? type.GetGenericArguments()[0] : null;
    }

    /// <inheritdoc/>
    public object? Read(JsonElement json, string path, List<string> errors)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            errors.Add(JsonKind.Mismatch(path, "a list", json));
            return null;
        }

        var before = errors.Count;
        var items = Array.CreateInstance(itemType, json.GetArrayLength());
        var index = 0;
        foreach (var element in json.EnumerateArray())
        {
            if (item.Read(element, $"{path}[{index}]", errors) is { } value) items.SetValue(value, index);
            index++;
        }

        return errors.Count > before ? null : Shape(items);
    }

    private object Shape(Array items)
    {
        if (type.IsSZArray) return items;
        var list = typeof(List<>).MakeGenericType(itemType);
        if (type.IsAssignableFrom(list)) return Activator.CreateInstance(list, [items])!;
        return Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(itemType), [items])!;
    }
}
