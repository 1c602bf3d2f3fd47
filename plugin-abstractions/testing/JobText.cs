using System.Text.Json;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Testing;

/// <summary>Writes the job message that the Release Engine would send (protocol, "Job message").</summary>
internal static class JobText
{
    /// <summary>Writes the body of a job.</summary>
    public static byte[] Write(string worker, string subcommand, object? parameters, StepOptions options)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteString("group", options.Group);
            json.WriteStartObject("parameters");
            json.WriteString("command", worker);
            json.WriteString("subcommand", subcommand);
            json.WriteStartArray("hosts");
            foreach (var host in options.Hosts) json.WriteStringValue(host);
            json.WriteEndArray();
            foreach (var parameter in JsonInput.Object(parameters, nameof(parameters))?.EnumerateObject() ?? default) parameter.WriteTo(json);
            json.WriteEndObject();
            Add(json, "dynamic", options.Dynamic);
            Add(json, "notify", options.Notify);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static void Add(Utf8JsonWriter json, string name, object? input)
    {
        json.WritePropertyName(name);
        if (JsonInput.Object(input, name) is { } given) given.WriteTo(json);
        else json.WriteRawValue("{}");
    }
}
