using System.Text.Json.Nodes;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Cli;

/// <summary>A key of a step's parameters that the worker's classes do not know.</summary>
/// <param name="Path">Where it is, itself included.</param>
/// <param name="Name">The key.</param>
/// <param name="Known">The keys that are known there.</param>
internal sealed record UnknownKey(string Path, string Name, IReadOnlyList<string> Known)
{
    /// <summary>Finds all such keys in a value, however deep.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">The schema of its class.</param>
    /// <param name="path">Where the value is; empty for the parameters as a whole.</param>
    public static IEnumerable<UnknownKey> In(JsonNode? value, JsonNode? schema, string path)
    {
        if (value is JsonArray list && schema?["items"] is { } item) return list.SelectMany((element, index) => In(element, item, $"{path}[{index}]"));
        if (value is not JsonObject given) return [];
        if (schema?["additionalProperties"] is { } any) return given.SelectMany(entry => In(entry.Value, any, Below(path, entry.Key)));
        return schema?["properties"] is JsonObject { Count: > 0 } known ? In(given, known, path) : [];
    }

    private static IEnumerable<UnknownKey> In(JsonObject given, JsonObject known, string path)
    {
        string[] names = [.. known.Select(property => property.Key)];
        foreach (var (key, value) in given)
        {
            var name = names.FirstOrDefault(name => ParameterName.Comparer.Equals(name, key));
            if (name is null) yield return new UnknownKey(Below(path, key), key, names);
            else foreach (var unknown in In(value, known[name], Below(path, key))) yield return unknown;
        }
    }

    private static string Below(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
