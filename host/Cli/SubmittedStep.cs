using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Cli;

/// <summary>A step as it is given on the command line.</summary>
/// <param name="Name">The worker and what it shall do.</param>
/// <param name="Pairs">Parameters, each NAME=VALUE.</param>
/// <param name="Json">Parameters as a JSON object, or <see langword="null"/>.</param>
internal sealed record SubmittedStep(string Name, IReadOnlyList<string> Pairs, string? Json)
{
    /// <summary>Reads the step.</summary>
    /// <param name="dynamic">The dynamic values that are given; a step that doesn't name those it needs is taken to need them all.</param>
    /// <exception cref="PlaybookException">Something is wrong with it; every error is named.</exception>
    public PlaybookStep Read(IReadOnlyList<string> dynamic)
    {
        var problems = new PlaybookProblems();
        var name = StepName.Parse(Name, out var problem);
        if (name is null) problems.Add("", null, problem);
        var entries = FromJson(problems);
        foreach (var pair in Pairs) Add(entries, pair, problems);
        var step = StepReader.Step(name ?? new StepName("", ""), new MappingNode(1, [.. entries.Values]), "", null, problems);
        if (problems.Found.Count > 0) throw new PlaybookException([.. problems.Found.Select(found => found with { Line = null })]); // a command line has no lines
        return entries.ContainsKey("dynamic") ? step : step with { Dynamic = dynamic };
    }

    private Dictionary<string, MappingEntry> FromJson(PlaybookProblems problems)
    {
        if (Json is null) return [];
        var inner = new PlaybookProblems();
        try
        {
            var node = JsonComposer.Compose(Json, inner);
            inner.ThrowIfAny();
            if (node is MappingNode mapping) return mapping.Entries.ToDictionary(entry => entry.Key);
            problems.Add("--json", null, $"expected an object, got {node.Kind}; write '{{\"name\": value}}'");
        }
        catch (PlaybookException exception)
        {
            foreach (var found in exception.Problems) problems.Add("--json", null, found.ToString());
        }

        return [];
    }

    private static void Add(Dictionary<string, MappingEntry> entries, string pair, PlaybookProblems problems)
    {
        var (key, value) = ReleaseOptions.Split(pair);
        if (key.Length == 0) problems.Add("", null, $"'{pair}' is no parameter; write NAME=VALUE");
        else if (!entries.TryAdd(key, new MappingEntry(key, 1, Value(key, value, problems)))) problems.Add(key, null, "the parameter is given more than once; give it once");
    }

    /// <summary>JSON if it is JSON, and otherwise a string.</summary>
    private static PlaybookNode Value(string key, string value, PlaybookProblems problems)
    {
        var inner = new PlaybookProblems();
        try
        {
            var node = JsonComposer.Compose(value, inner);
            foreach (var found in inner.Found) problems.Add(key, null, found.ToString()); // it is JSON, but a key is given twice
            return node;
        }
        catch (PlaybookException)
        {
            return ScalarNode.String(1, value);
        }
    }
}
