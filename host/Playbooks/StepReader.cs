using System.Text.Json.Nodes;

namespace ReWorkerHost.Playbooks;

/// <summary>Reads a step: <c>worker:Subcommand</c>, or that as the one key of a mapping with the parameters as its value.</summary>
internal static class StepReader
{
    /// <summary>The parameters that every job carries beside the step's own.</summary>
    private static readonly string[] Reserved = ["command", "subcommand", "hosts"];

    private static readonly string[] Phases = ["started", "completed", "failed"];

    /// <summary>Reads a step; what is wrong with it is noted, and then there is none.</summary>
    public static PlaybookStep? Read(PlaybookNode node, string path, PlaybookProblems problems)
    {
        if (node is ScalarNode { IsString: true } text) return Name(text.Value, path, node.Line, problems) is { } simple ? Step(simple, null, path, node.Line, problems) : null;
        if (node is not MappingNode mapping || mapping.Entries.Count == 0)
        {
            problems.Add(path, node.Line, $"expected a step, written WORKER:SUBCOMMAND or 'WORKER:SUBCOMMAND: {{parameters}}', got {(node is MappingNode ? "an empty mapping" : node.Kind)}");
            return null;
        }

        var first = mapping.Entries[0];
        if (mapping.Entries.Count > 1)
        {
            problems.Add(path, mapping.Entries[1].Line, $"a step has one key, and '{mapping.Entries[1].Key}' is a second beside '{first.Key}'; "
                + (first.Value is ScalarNode { IsNull: true } or MappingNode ? $"indent it further if it belongs to '{first.Key}', or begin a step of its own with '- '" : "begin a step of its own with '- '"));
            return null;
        }

        if (!first.Key.Contains(':') && first.Value is ScalarNode { IsString: true } blank)
        {
            problems.Add(path, first.Line, $"'{first.Key}' names no subcommand; write '{first.Key}:{blank.Value}', without a blank after the colon");
            return null;
        }

        var name = Name(first.Key, path, first.Line, problems);
        var parameters = first.Value as MappingNode;
        if (parameters is null && first.Value is not ScalarNode { IsNull: true })
        {
            problems.Add(path, first.Value.Line, $"expected the step's parameters as a mapping, got {first.Value.Kind}; write 'name: value' under '{first.Key}'");
            return null;
        }

        return name is null ? null : Step(name, parameters, path, first.Line, problems);
    }

    /// <summary>Reads the parameters of a step.</summary>
    public static PlaybookStep Step(StepName name, MappingNode? parameters, string path, int? line, PlaybookProblems problems)
    {
        var own = new JsonObject();
        var notify = new JsonObject();
        IReadOnlyList<string> names = [];
        foreach (var (key, at, value) in parameters?.Entries ?? [])
        {
            if (key == "dynamic") names = Names(value, path, problems);
            else if (key == "notify") notify = Notify(value, At(path, "notify"), problems);
            else if (Reserved.Contains(key)) problems.Add(At(path, key), at, $"the Release Engine sets '{key}' itself and would overwrite it; give the parameter another name{(key != "hosts" ? "" : path.Length == 0 ? ", or use --host" : ", or set the sequence's hosts")}");
            else own[key] = value.ToJson();
        }

        return new PlaybookStep(path, line, name, own, names, notify)
        {
            Lines = parameters?.Entries.ToDictionary(entry => entry.Key, entry => entry.Line) ?? [],
        };
    }

    private static string At(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static StepName? Name(string text, string path, int line, PlaybookProblems problems)
    {
        var name = StepName.Parse(text, out var problem);
        if (name is null) problems.Add(path, line, problem);
        return name;
    }

    private static List<string> Names(PlaybookNode value, string path, PlaybookProblems problems)
    {
        var names = new MappingReader(new MappingNode(value.Line, []), path, problems).Texts("dynamic", value is ScalarNode { IsNull: true } ? null : value);
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
            problems.Add(At(path, "dynamic"), value.Line, $"'{twice.Key}' is named more than once; name it once");
        return [.. names];
    }

    private static JsonObject Notify(PlaybookNode value, string path, PlaybookProblems problems)
    {
        var notify = new JsonObject();
        if (Mapping(value, path, "phases (started, completed, failed)", problems) is not { } phases) return notify;
        _ = new MappingReader(phases, path, problems, Phases);
        foreach (var phase in phases.Entries.Where(phase => Phases.Contains(phase.Key)))
        {
            var at = $"{path}.{phase.Key}";
            if (Mapping(phase.Value, at, "transports, each with the list of its targets", problems) is not { } transports) continue;
            var keys = new MappingReader(transports, at, problems, [.. transports.Entries.Select(entry => entry.Key)]);
            var targets = new JsonObject();
            foreach (var transport in transports.Entries)
            {
                if (StepName.Parse($"{transport.Key}:x", out var problem) is null) problems.Add($"{at}.{transport.Key}", transport.Line, $"this is no name of a transport: {problem.Split(';')[0].Replace(":x'", "'", StringComparison.Ordinal)}");
                targets[transport.Key] = new JsonArray([.. keys.Texts(transport.Key, transport.Value).Select(target => JsonValue.Create(target))]);
            }

            notify[phase.Key] = targets;
        }

        return notify;
    }

    private static MappingNode? Mapping(PlaybookNode value, string path, string expected, PlaybookProblems problems)
    {
        if (value is MappingNode mapping) return mapping;
        if (value is not ScalarNode { IsNull: true }) problems.Add(path, value.Line, $"expected a mapping of {expected}, got {value.Kind}");
        return null;
    }
}
