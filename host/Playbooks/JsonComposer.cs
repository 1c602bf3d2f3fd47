using System.Text;
using System.Text.Json;

namespace ReWorkerHost.Playbooks;

/// <summary>Makes the values of a JSON text, each key of an object once, with the lines they are in.</summary>
internal ref struct JsonComposer
{
    private readonly byte[] bytes;
    private readonly PlaybookProblems problems;
    private Utf8JsonReader reader;
    private int line = 1;
    private int counted;

    private JsonComposer(string text, PlaybookProblems problems)
    {
        bytes = Encoding.UTF8.GetBytes(text);
        this.problems = problems;
        reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = PlaybookNode.MaximumDepth });
    }

    /// <summary>Reads the one value of a text.</summary>
    /// <exception cref="PlaybookException">It can't be read any further.</exception>
    public static PlaybookNode Compose(string text, PlaybookProblems problems)
    {
        try
        {
            var composer = new JsonComposer(text, problems);
            composer.reader.Read();
            var root = composer.Node("");
            composer.reader.Read(); // throws where anything follows
            return root;
        }
        catch (JsonException exception)
        {
            throw problems.Fatal("", (int?)exception.LineNumber + 1, $"this is not JSON: {exception.Message.Split(" LineNumber:")[0]}");
        }
    }

    private PlaybookNode Node(string path)
    {
        var at = Line();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Mapping(path, at);
            case JsonTokenType.StartArray:
                var items = new List<PlaybookNode>();
                while (Next() != JsonTokenType.EndArray) items.Add(Node($"{path}[{items.Count}]"));
                return new ListNode(at, items);
            case JsonTokenType.String:
                return ScalarNode.String(at, Text(path));
            default:
                return ScalarNode.Literal(at, Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private MappingNode Mapping(string path, int at)
    {
        var entries = new Dictionary<string, MappingEntry>();
        while (Next() != JsonTokenType.EndObject)
        {
            var keyLine = Line();
            var key = Text(path);
            var keyPath = path.Length == 0 ? key : $"{path}.{key}";
            Next();
            if (entries.TryAdd(key, new MappingEntry(key, keyLine, Node(keyPath)))) continue;
            problems.Add(keyPath, keyLine, $"the key is given a second time, after line {entries[key].Line}; keep one of the two");
        }

        return new MappingNode(at, [.. entries.Values]);
    }

    private JsonTokenType Next()
    {
        reader.Read();
        return reader.TokenType;
    }

    private string Text(string path)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            problems.Add(path, Line(), "the text holds half of a surrogate pair, which is no character; write both halves or another escape");
            return "";
        }
    }

    /// <summary>The token's line. Tokens only go forward, so each byte is looked at once.</summary>
    private int Line()
    {
        var start = (int)reader.TokenStartIndex;
        line += bytes.AsSpan(counted, start - counted).Count((byte)'\n');
        counted = start;
        return line;
    }
}
