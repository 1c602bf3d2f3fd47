namespace ReWorkerHost.Playbooks;

/// <summary>Reads a playbook from its values, and notes everything that is wrong with it.</summary>
internal static class PlaybookReader
{
    /// <summary>Reads a playbook.</summary>
    /// <exception cref="PlaybookException">Something is wrong with it, or was noted before.</exception>
    public static Playbook Read(PlaybookNode root, PlaybookProblems problems)
    {
        var playbook = ReadGood(root, problems);
        problems.ThrowIfAny();
        return playbook;
    }

    /// <summary>Reads those parts of a playbook that nothing is wrong with; what is wrong with the others is noted.</summary>
    /// <exception cref="PlaybookException">It is no mapping.</exception>
    public static Playbook ReadGood(PlaybookNode root, PlaybookProblems problems)
    {
        if (root is not MappingNode mapping)
            throw problems.Fatal("", root.Line, $"a playbook is a mapping with the keys group, name and execution; this is {root.Kind}");
        var keys = new MappingReader(mapping, "", problems, "group", "name", "execution");
        var group = keys.Text("group", keys.Required("group", "the name of the group that owns the playbook"));
        var name = keys.Text("name", keys.Optional("name"));
        var execution = keys.List("execution", keys.Required("execution", "a list of sequences, each with hosts and steps"), mayBeEmpty: false)
            .Select((item, index) => Sequence(item, $"execution[{index}]", problems)).OfType<ExecutionSequence>().ToList();
        return new Playbook(group ?? "", name, execution);
    }

    private static ExecutionSequence? Sequence(PlaybookNode node, string path, PlaybookProblems problems)
    {
        if (node is not MappingNode mapping)
        {
            problems.Add(path, node.Line, $"expected a mapping with the keys description, hosts and steps, got {node.Kind}");
            return null;
        }

        var preflight = mapping.Entries.FirstOrDefault(entry => entry.Key == "preflight");
        if (preflight is not null) problems.Add($"{path}.preflight", preflight.Line, "preflight steps are not run here; put them first under 'steps'");
        var known = new MappingNode(mapping.Line, [.. mapping.Entries.Where(entry => entry != preflight)]);
        var keys = new MappingReader(known, path, problems, "description", "hosts", "steps");
        var description = keys.Text("description", keys.Optional("description"));
        var hosts = keys.Texts("hosts", keys.Required("hosts", "the list of hosts that the steps are for, 'hosts: []' if for none"));
        var steps = keys.List("steps", keys.Required("steps", "a list of steps, each written WORKER:SUBCOMMAND"), mayBeEmpty: false)
            .Select((item, index) => StepReader.Read(item, $"{path}.steps[{index}]", problems)).OfType<PlaybookStep>().ToList();
        return new ExecutionSequence(description, hosts, steps);
    }
}
