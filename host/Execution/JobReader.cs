using System.Text.Json;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Execution;

/// <summary>Reads the envelope of a job. A missing <c>dynamic</c>, <c>notify</c>, <c>group</c> or <c>hosts</c> is empty; unknown keys are no error.</summary>
internal sealed class JobReader
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("{}");
    private readonly List<string> problems = [];

    private JobReader()
    {
    }

    /// <summary>Reads a job; what is wrong is named with its key and what was expected, and left empty in the job.</summary>
    public static Job Read(JsonElement body)
    {
        var reader = new JobReader();
        var group = reader.Text(body, "group", "group");
        var dynamic = reader.Dynamic(body);
        var notify = reader.Notify(body);
        if (!body.TryGetProperty("parameters", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
        {
            reader.Problem(body, "parameters", "parameters", "an object");
            return new Job(group, "", "", [], NoParameters, dynamic, notify, reader.problems);
        }

        var command = reader.Text(parameters, "command", "command");
        var hosts = reader.Hosts(parameters);
        reader.RequireNamed(parameters, dynamic);
        return new Job(group, command, reader.Subcommand(parameters), hosts, parameters, dynamic, notify, reader.problems);
    }

    private string Subcommand(JsonElement parameters)
    {
        if (parameters.TryGetProperty("subcommand", out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } subcommand) return subcommand;
        Problem(parameters, "subcommand", "subcommand", "the subcommand's name");
        return "";
    }

    /// <summary>A step lists the dynamic values it needs by their names.</summary>
    private void RequireNamed(JsonElement parameters, Dictionary<string, JsonElement> dynamic)
    {
        if (!Given(parameters, "dynamic", out var list)) return;
        if (Strings(list) is not { } names)
        {
            Problem(parameters, "dynamic", "parameters.dynamic", "a list of names");
            return;
        }

        problems.AddRange(names.Where(name => !dynamic.ContainsKey(name)).Select(name => $"{name}: expected a dynamic value, it is missing"));
    }

    private string Text(JsonElement json, string key, string path)
    {
        if (!Given(json, key, out var value)) return "";
        if (value.ValueKind == JsonValueKind.String) return value.GetString()!;
        Problem(json, key, path, "a string");
        return "";
    }

    private List<string> Hosts(JsonElement parameters)
    {
        if (!Given(parameters, "hosts", out var hosts)) return [];
        if (Strings(hosts) is { } list) return list;
        Problem(parameters, "hosts", "hosts", "a list of strings");
        return [];
    }

    private Dictionary<string, JsonElement> Dynamic(JsonElement body)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (!Given(body, "dynamic", out var dynamic)) return values;
        if (dynamic.ValueKind != JsonValueKind.Object) Problem(body, "dynamic", "dynamic", "an object");
        else foreach (var value in dynamic.EnumerateObject()) values[value.Name] = value.Value;
        return values;
    }

    private JobNotifications Notify(JsonElement body)
    {
        if (!Given(body, "notify", out var notify)) return JobNotifications.None;
        var phases = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>();
        foreach (var phase in Members(body, "notify", "notify", notify))
        {
            var path = $"notify.{phase.Name}";
            var transports = new Dictionary<string, IReadOnlyList<string>>();
            foreach (var transport in Members(notify, phase.Name, path, phase.Value))
            {
                if (Strings(transport.Value) is { } targets) transports[transport.Name] = targets;
                else Problem(phase.Value, transport.Name, $"{path}.{transport.Name}", "a list of strings");
            }

            phases[phase.Name] = transports;
        }

        return new JobNotifications(phases);
    }

    private IEnumerable<JsonProperty> Members(JsonElement json, string key, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object) return value.EnumerateObject();
        if (value.ValueKind != JsonValueKind.Null) Problem(json, key, path, "an object");
        return [];
    }

    private static bool Given(JsonElement json, string key, out JsonElement value) =>
        json.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;

    private static List<string>? Strings(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : null;

    private void Problem(JsonElement json, string key, string path, string expected)
    {
        var got = json.TryGetProperty(key, out var value) ? value.ValueKind is JsonValueKind.String && value.GetString() is "" ? "it is empty" : $"got {JsonKind.Name(value.ValueKind)}" : "it is missing";
        problems.Add($"{path}: expected {expected}, {got}");
    }
}
