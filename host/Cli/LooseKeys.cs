using System.Text.Json.Nodes;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Cli;

/// <summary>
/// Lets a JSON Schema take keys as the host does: ignoring case and underscores. <c>properties</c> keeps the canonical names, and
/// <c>patternProperties</c> holds every other spelling to the same schema.
/// </summary>
internal static class LooseKeys
{
    /// <summary>Changes a schema and all that is in it.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="place">Where it is in its document, as a JSON pointer.</param>
    public static void Allow(JsonNode? schema, string place)
    {
        if (schema is JsonArray list)
        {
            foreach (var (index, item) in list.Index()) Allow(item, $"{place}/{index}");
        }

        if (schema is not JsonObject keywords) return;
        foreach (var (keyword, value) in keywords)
        {
            if (keyword == "properties") foreach (var (name, property) in value!.AsObject()) Allow(property, $"{place}/properties/{Step(name)}");
            else if (keyword is "items" or "additionalProperties" or "anyOf" or "allOf") Allow(value, $"{place}/{keyword}");
        }

        if (keywords["properties"] is JsonObject { Count: > 0 } properties)
        {
            keywords["patternProperties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(
                NamePattern.Loose(property.Key), (JsonNode?)new JsonObject { ["$ref"] = $"#{place}/properties/{Step(property.Key)}" })));
        }

        Require(keywords);
    }

    /// <summary>A step of a JSON pointer in a reference.</summary>
    public static string Step(string name) => Uri.EscapeDataString(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    /// <summary>A required key may be spelled otherwise: then not every key of the object is another one.</summary>
    private static void Require(JsonObject schema)
    {
        if (schema["required"] is not JsonArray required) return;
        schema.Remove("required");
        var all = schema["allOf"] as JsonArray ?? [];
        foreach (var name in required.Select(name => name!.GetValue<string>()))
        {
            var isThere = new JsonObject { ["not"] = new JsonObject { ["propertyNames"] = new JsonObject { ["not"] = new JsonObject { ["pattern"] = NamePattern.Loose(name) } } } };
            all.Add(new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["required"] = new JsonArray(name) }, isThere) });
        }

        schema["allOf"] = all;
    }
}
