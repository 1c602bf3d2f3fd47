using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ReWorkerHost.Playbooks;

/// <summary>Makes the values of a YAML document from its events: types by the core schema, each key once, aliases bounded.</summary>
internal sealed class YamlComposer
{
    private const string TagPrefix = "tag:yaml.org,2002:";
    private readonly Parser parser;
    private readonly PlaybookProblems problems;
    private readonly Dictionary<AnchorName, PlaybookNode> anchors = [];

    private YamlComposer(string text, PlaybookProblems problems)
    {
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        this.problems = problems;
    }

    /// <summary>Reads the one document of a text.</summary>
    /// <exception cref="PlaybookException">It can't be read any further.</exception>
    public static PlaybookNode Compose(string text, PlaybookProblems problems)
    {
        var composer = new YamlComposer(text, problems);
        try
        {
            return composer.Document();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The parser throws these at some unclosed brackets, tags and escapes. It doesn't say where.
            throw problems.Fatal("", composer.parser.Current is { } last ? Line(last) : null, "this is not YAML: look at this line and the next ones for a bracket, a tag or an escape that is not complete");
        }
        catch (YamlException exception)
        {
            throw problems.Fatal("", (int)exception.Start.Line, $"this is not YAML: {exception.Message}");
        }
    }

    private PlaybookNode Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _)) throw problems.Fatal("", null, "the playbook is empty; it needs at least 'group' and 'execution'");
        parser.Consume<DocumentStart>();
        var root = Node("", 0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second)) problems.Add("", Line(second), "a second document begins here; a playbook is one document, so put each into a file of its own");
        return root;
    }

    private PlaybookNode Node(string path, int depth)
    {
        var next = parser.Current ?? throw new YamlException("the document ends too early");
        CheckDepth(path, next, depth);
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            var named = Named(alias, path);
            CheckDepth(path, alias, depth + named.Depth);
            return named;
        }

        if (next is not NodeEvent begin) throw new YamlException(next.Start, next.End, "a value is missing here");
        var node = Composed(path, depth, begin);
        if (!begin.Anchor.IsEmpty) anchors[begin.Anchor] = node;
        return node;
    }

    /// <summary>An anchor that is not yet complete is not known, so no value can contain itself.</summary>
    private PlaybookNode Named(AnchorAlias alias, string path) => anchors.TryGetValue(alias.Value, out var node)
        ? node
        : throw problems.Fatal(path, Line(alias), $"the alias *{alias.Value} stands for no value that is complete before it; anchor one with &{alias.Value}");

    private void CheckDepth(string path, ParsingEvent at, int depth)
    {
        if (depth > PlaybookNode.MaximumDepth) throw problems.Fatal(path, Line(at), $"values are nested more than {PlaybookNode.MaximumDepth} deep; make them flatter");
    }

    /// <summary>A list of many aliases is stopped while it grows, and not when it is complete.</summary>
    private void CheckSize(string path, ParsingEvent at, long size)
    {
        if (size > PlaybookNode.MaximumSize) throw problems.Fatal(path, Line(at), $"with its aliases written out this holds more than {PlaybookNode.MaximumSize:N0} values and characters; repeat less");
    }

    private PlaybookNode Composed(string path, int depth, NodeEvent begin)
    {
        if (parser.TryConsume<Scalar>(out var scalar)) return Scalar(path, scalar);
        if (parser.TryConsume<SequenceStart>(out var list))
        {
            CheckTag(path, list, "seq");
            var items = new List<PlaybookNode>();
            long size = 0;
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node($"{path}[{items.Count}]", depth + 1));
                CheckSize(path, begin, size += items[^1].Size);
            }

            return new ListNode(Line(begin), items);
        }

        CheckTag(path, parser.Consume<MappingStart>(), "map");
        return Mapping(path, depth, begin);
    }

    private MappingNode Mapping(string path, int depth, NodeEvent begin)
    {
        var entries = new Dictionary<string, MappingEntry>();
        long size = 0;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (key, line) = Key(path, depth);
            var at = path.Length == 0 ? key : $"{path}.{key}";
            var value = Node(at, depth + 1);
            CheckSize(path, begin, size += key.Length + value.Size);
            if (entries.TryAdd(key, new MappingEntry(key, line, value))) continue;
            problems.Add(at, line, $"the key is given a second time, after line {entries[key].Line}; keep one of the two");
        }

        return new MappingNode(Line(begin), [.. entries.Values]);
    }

    private (string Key, int Line) Key(string path, int depth)
    {
        var begin = parser.Current!;
        if (begin is Scalar { Style: ScalarStyle.Plain, Value: "<<" })
            problems.Add(path, Line(begin), "'<<' merges mappings in YAML 1.1 only; write the keys out, or quote it if it is meant as a key");
        var text = begin is Scalar scalar ? scalar.Value : null;
        var node = Node(path, depth + 1);
        if (node is ScalarNode value) return (text ?? value.Value, Line(begin));
        problems.Add(path, Line(begin), $"a key is {node.Kind}; a key must be a string");
        return ($"(line {Line(begin)}, column {begin.Start.Column})", Line(begin));
    }

    private ScalarNode Scalar(string path, Scalar scalar)
    {
        var line = Line(scalar);
        try
        {
            return scalar.Tag.IsEmpty
                ? scalar.Style == ScalarStyle.Plain && YamlScalar.ToJson(scalar.Value) is { } json ? ScalarNode.Literal(line, json) : ScalarNode.String(line, scalar.Value)
                : Tagged(path, line, scalar);
        }
        catch (FormatException exception)
        {
            problems.Add(path, line, exception.Message);
            return ScalarNode.Literal(line, "null");
        }
    }

    private ScalarNode Tagged(string path, int line, Scalar scalar)
    {
        var tag = scalar.Tag.Value;
        if (tag is "!" or TagPrefix + "str") return ScalarNode.String(line, scalar.Value);
        var json = YamlScalar.ToJson(scalar.Value);
        if (json is not null && TagPrefix + Type(json) == tag) return ScalarNode.Literal(line, json);
        if (json is not null && tag == TagPrefix + "float" && Type(json) == "int") return ScalarNode.Literal(line, json + ".0");
        var known = tag is TagPrefix + "int" or TagPrefix + "float" or TagPrefix + "bool" or TagPrefix + "null";
        problems.Add(path, line, known
            ? $"'{scalar.Value}' is not of the type its tag {Short(tag)} says; correct the value or leave the tag out"
            : $"the tag {Short(tag)} is not known here; leave it out (known are !!str, !!int, !!float, !!bool, !!null, !!seq and !!map)");
        return ScalarNode.String(line, scalar.Value);
    }

    private void CheckTag(string path, NodeEvent begin, string type)
    {
        if (begin.Tag.IsEmpty || begin.Tag.Value is "!" || begin.Tag.Value == TagPrefix + type) return;
        problems.Add(path, Line(begin), $"the tag {Short(begin.Tag.Value)} does not fit here; leave it out");
    }

    private static string Short(string tag) => tag.StartsWith(TagPrefix, StringComparison.Ordinal) ? "!!" + tag[TagPrefix.Length..] : tag;

    private static string Type(string json) => json switch
    {
        "null" => "null",
        "true" or "false" => "bool",
        _ => json.AsSpan().ContainsAny(".eE") ? "float" : "int",
    };

    private static int Line(ParsingEvent at) => (int)at.Start.Line;
}
