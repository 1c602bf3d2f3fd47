namespace ReWorkerHost.Tests.Analyzers;

/// <summary>Classes of parameters, good and bad, each with the rule that it breaks. Host and analyzer must be of one mind about every one.</summary>
internal static class ParametersSources
{
    private static readonly string[] Readable =
    [
        "string", "string?", "bool", "int", "int?", "byte", "sbyte", "short", "ushort", "uint", "long", "ulong", "double", "float", "decimal", "Guid", "DateTime",
        "DateTimeOffset", "TimeSpan", "TimeSpan?", "Uri", "DayOfWeek", "DayOfWeek?", "object", "dynamic", "JsonElement", "JsonElement?", "int[]", "string[][]",
        "List<int>", "IEnumerable<string>", "ICollection<int>", "IList<int>", "IReadOnlyCollection<int>", "IReadOnlyList<int>", "HashSet<int>", "ISet<int>",
        "IReadOnlySet<int>", "Dictionary<string, int>", "IDictionary<string, List<int>>", "IReadOnlyDictionary<string, Nested>", "Nested", "Nested?", "List<Nested>",
        "Structure", "Structure?", "Generic<int>", "Generic<Generic<int>>", "Positional", "PositionalStructure", "OfAnother.Place",
    ];

    private static readonly string[] Unreadable =
    [
        "char", "Half", "DateOnly", "Stream", "Action", "IDisposable", "CancellationToken", "Dictionary<int, string>", "Queue<int>", "Type", "List<Stream>",
        "Generic<Stream>", "StepContext", "int[,]", "Tuple<int>", "(int, int)", "KeyValuePair<string, int>", "nint", "SortedSet<int>", "Abstract", "IOwn", "Handler",
        "Dictionary<string, Stream>", "List<int>[,]", "System.Collections.ArrayList", "Nullable<char>", "Exception", "JsonDocument", "Lazy<int>",
    ];

    /// <summary>The rule or none, and the type <c>Parameters</c>.</summary>
    public static IEnumerable<(string? Rule, string Text)> All =>
        Readable.Select(type => ((string?)null, Class($"public {type} Value {{ get; set; }} = default!;")))
            .Concat(Unreadable.Select(type => ((string?)"RWH0012", Class($"public {type} Value {{ get; set; }} = default!;"))))
            .Concat(Members.Select(entry => (entry.Rule, Class(entry.Text))))
            .Concat(Whole);

    /// <summary>The types that the sources name.</summary>
    public const string Types = """
        public class Nested { public int Value { get; set; } }
        public struct Structure { public int Value { get; set; } }
        public class Generic<T> { public T Value { get; set; } = default!; }
        public record Positional(int Value, string Text = "");
        public record struct PositionalStructure(int Value);
        public abstract class Abstract { public int Value { get; set; } }
        public interface IOwn { int Value { get; set; } }
        public delegate void Handler();
        namespace OfAnother { public class Place { public int Value { get; set; } } }
        """;

    private static string Class(string members) => $"public class Parameters {{ {members} }}";

    private static IEnumerable<(string? Rule, string Text)> Members =>
    [
        (null, ""),
        (null, "public Stream? Body { get; }"),
        (null, "public Stream? Body { get; private set; }"),
        (null, "internal Stream? Body { get; set; }"),
        (null, "public static Stream? Body { get; set; }"),
        (null, "public int this[int index] { get => 0; set { } }"),
        (null, "public Nested? One { get; set; } public Nested? Two { get; set; }"),
        ("RWH0012", "public required Stream Body { get; init; }"),
        ("RWH0012", "public Stream Body { set { } }"),
        ("RWH0013", "public Parameters? Child { get; set; } public class Deep { public Deep? Deeper { get; set; } }"),
        ("RWH0013", "public Deep? Child { get; set; } public class Deep { public List<Deep>? Deeper { get; set; } }"),
        ("RWH0014", "public int FromBranch { get; set; } public int From_Branch { get; set; }"),
        ("RWH0014", "[Dynamic(\"Environment\")] public int One { get; set; } [Dynamic(\"environment\")] public int Two { get; set; }"),
        ("RWH0014", "[Dynamic(\"other\")] public int One { get; set; } public int Other { get; set; }"),
        ("RWH0015", "public Parameters(int one) { } public Parameters(string two) { }"),
        ("RWH0015", "private Parameters() { }"),
        (null, "public Parameters(int one) { } internal Parameters(string two) { }"),
        (null, "public Parameters(int one) { } public Parameters() { }"),
        ("RWH0012", "public Parameters(Stream body) { }"),
    ];

    private static IEnumerable<(string? Rule, string Text)> Whole =>
    [
        ("RWH0011", "public abstract class Parameters { public int Value { get; set; } }"),
        ("RWH0011", "public struct Parameters { public int Value { get; set; } }"),
        ("RWH0011", "public interface Parameters { int Value { get; set; } }"),
        ("RWH0011", "public enum Parameters { One }"),
        (null, "public record Parameters(int Value, string? Text);"),
        ("RWH0012", "public record Parameters(int Value, Stream Body);"),
        (null, "public class Parameters : Base { public int Value { get; set; } } public class Base { public int Other { get; set; } }"),
        ("RWH0012", "public class Parameters : Base { public int Value { get; set; } } public class Base { public Stream? Other { get; set; } }"),
        (null, "public class Parameters : Base { public override int Value { get; set; } } public class Base { public virtual int Value { get; set; } }"),
    ];
}
