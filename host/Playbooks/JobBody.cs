using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Playbooks;

/// <summary>The body of a job message, as the FSM writes it.</summary>
internal static class JobBody
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the body of a step.</summary>
    public static byte[] Write(string group, IReadOnlyList<string> hosts, PlaybookStep step, IReadOnlyDictionary<string, string> dynamic)
    {
        var parameters = (JsonObject)step.Parameters.DeepClone(); // a JSON value has one parent
        if (step.Dynamic.Count > 0) parameters["dynamic"] = Strings(step.Dynamic);
        parameters["command"] = step.Name.Command;
        parameters["subcommand"] = step.Name.Subcommand;
        parameters["hosts"] = Strings(hosts);
        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(
            new JsonObject
            {
                ["group"] = group,
                ["parameters"] = parameters,
                ["dynamic"] = new JsonObject(dynamic.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value))),
                ["notify"] = step.Notify.DeepClone(),
            },
            Options);
    }

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
