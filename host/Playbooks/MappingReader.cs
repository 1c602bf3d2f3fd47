using ReWorkerHost.Configuration;

namespace ReWorkerHost.Playbooks;

/// <summary>Reads the keys of a mapping that a playbook prescribes.</summary>
internal readonly struct MappingReader
{
    private readonly MappingNode mapping;
    private readonly string path;
    private readonly PlaybookProblems problems;

    /// <summary>Begins to read; an unknown key is noted, with the known one it is most like.</summary>
    public MappingReader(MappingNode mapping, string path, PlaybookProblems problems, params string[] known)
    {
        (this.mapping, this.path, this.problems) = (mapping, path, problems);
        foreach (var entry in mapping.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            var nearest = NearestName.Of(entry.Key, known);
            problems.Add(At(entry.Key), entry.Line, nearest is null
                ? $"this key is not known here; the keys are {string.Join(", ", known)}"
                : $"this key is not known here; did you mean '{nearest}'?");
        }
    }

    /// <summary>A key's value; one that is missing or null is noted.</summary>
    public PlaybookNode? Required(string key, string expected)
    {
        if (Optional(key) is { } value) return value;
        problems.Add(path, mapping.Line, $"'{key}' is missing; add {expected}");
        return null;
    }

    /// <summary>A key's value, or <see langword="null"/> where it is missing or null.</summary>
    public PlaybookNode? Optional(string key) =>
        mapping.Entries.FirstOrDefault(entry => entry.Key == key)?.Value is { } value and not ScalarNode { IsNull: true } ? value : null;

    /// <summary>A text; another value, or an empty text, is noted.</summary>
    public string? Text(string key, PlaybookNode? value)
    {
        if (value is null or ScalarNode { IsString: true, Value.Length: > 0 }) return (value as ScalarNode)?.Value;
        problems.Add(At(key), value.Line, value switch
        {
            ScalarNode { IsString: true } => "this is empty; write a text",
            ScalarNode => $"expected a string, got {value.Kind}; put it in quotes",
            _ => $"expected a string, got {value.Kind}",
        });
        return null;
    }

    /// <summary>The items of a list; another value, or an empty list where one item is needed, is noted.</summary>
    public IReadOnlyList<PlaybookNode> List(string key, PlaybookNode? value, bool mayBeEmpty)
    {
        if (value is ListNode list)
        {
            if (list.Items.Count == 0 && !mayBeEmpty) problems.Add(At(key), list.Line, "the list is empty; give at least one item");
            return list.Items;
        }

        if (value is not null) problems.Add(At(key), value.Line, $"expected a list, got {value.Kind}; write '- ' before each item");
        return [];
    }

    /// <summary>The strings of a list; other items are noted.</summary>
    public IReadOnlyList<string> Texts(string key, PlaybookNode? value)
    {
        var texts = new List<string>();
        var items = List(key, value, mayBeEmpty: true);
        for (var i = 0; i < items.Count; i++)
        {
            if (Text($"{key}[{i}]", items[i]) is { } text) texts.Add(text);
        }

        return texts;
    }

    /// <summary>The path of a key.</summary>
    public string At(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
