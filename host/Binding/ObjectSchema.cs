using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>The JSON Schema of an object whose keys are a class's.</summary>
internal static class ObjectSchema
{
    /// <summary>Makes the schema. It names each key in its canonical spelling only; others are for whoever publishes the schema to allow.</summary>
    public static JsonObject Of(IReadOnlyList<ParameterDescription> members)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Schema.DeepClone()))) };
        var required = members.Where(member => member.IsRequired).Select(member => (JsonNode?)member.Name).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        return schema;
    }

    /// <summary>The same values and null.</summary>
    public static JsonObject OrNull(JsonObject schema)
    {
        if (schema.Count == 0) return schema; // it takes anything
        if (schema["type"] is not JsonValue type) return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        schema["type"] = new JsonArray(type.GetValue<string>(), "null");
        return schema;
    }
}
