using System.Text.Json;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Steps;

/// <summary>Reads the envelope of a job. A missing <c>dynamic</c>, <c>notify</c>, <c>group</c> or <c>hosts</c> is empty; unknown keys are no error.</summary>
internal sealed class JobReader
{
    private readonly List<string> problems = [];

    private JobReader()
    {
    }

    /// <summary>Reads a job, or names every key that is wrong and what was expected.</summary>
    public static Job? Read(JsonElement body, out string problem)
    {
        var reader = new JobReader();
        var job = reader.Read(body);
        problem = string.Join("; ", reader.problems);
        return reader.problems.Count == 0 ? job : null;
    }

    private Job? Read(JsonElement body)
    {
        var group = Text(body, "group", "group");
        var dynamic = Dynamic(body);
        var notify = Notify(body);
        if (!body.TryGetProperty("parameters", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
        {
            Problem(body, "parameters", "parameters", "an object");
            return null;
        }

        var subcommand = Text(parameters, "subcommand", "subcommand");
        if (subcommand is "" && !problems.Any(text => text.StartsWith("subcommand:", StringComparison.Ordinal))) Problem(parameters, "subcommand", "subcommand", "the subcommand's name");
        return new Job(group, Text(parameters, "command", "command"), subcommand, Hosts(parameters), parameters, dynamic, notify);
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
