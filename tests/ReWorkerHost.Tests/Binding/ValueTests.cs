using System.Text.Json;

namespace ReWorkerHost.Tests.Binding;

/// <summary>Every type that a parameter can have, with what it takes and what it refuses.</summary>
public sealed class ValueTests
{
    public static TheoryData<Type, string, object?> Taken => new()
    {
        { typeof(bool), "true", true },
        { typeof(bool?), "false", false },
        { typeof(bool?), "null", null },
        { typeof(byte), "255", (byte)255 },
        { typeof(sbyte), "-128", (sbyte)-128 },
        { typeof(short), "-32768", short.MinValue },
        { typeof(ushort), "65535", ushort.MaxValue },
        { typeof(int), "-2147483648", int.MinValue },
        { typeof(int), "2.0", 2 },
        { typeof(int), "2e3", 2000 },
        { typeof(int), "-0", 0 },
        { typeof(int?), "null", null },
        { typeof(int?), "5", 5 },
        { typeof(uint), "4294967295", uint.MaxValue },
        { typeof(long), "9223372036854775807", long.MaxValue },
        { typeof(long), "-9223372036854775808", long.MinValue },
        { typeof(ulong), "18446744073709551615", ulong.MaxValue },
        { typeof(double), "1.5", 1.5 },
        { typeof(double), "3", 3.0 },
        { typeof(float), "1.5e3", 1500f },
        { typeof(decimal), "0.1", 0.1m },
        { typeof(Guid), "\"1f0e8a52-5b0a-4d3c-9d5e-0a1b2c3d4e5f\"", Guid.Parse("1f0e8a52-5b0a-4d3c-9d5e-0a1b2c3d4e5f") },
        { typeof(DateTime), "\"2024-02-29T12:30:00Z\"", new DateTime(2024, 2, 29, 12, 30, 0, DateTimeKind.Utc) },
        { typeof(DateTimeOffset), "\"2024-02-29T12:30:00+02:00\"", new DateTimeOffset(2024, 2, 29, 12, 30, 0, TimeSpan.FromHours(2)) },
        { typeof(TimeSpan), "90", TimeSpan.FromSeconds(90) },
        { typeof(TimeSpan), "0.25", TimeSpan.FromMilliseconds(250) },
        { typeof(Kind), "\"DryRun\"", Kind.DryRun },
        { typeof(Kind), "\"dry_run\"", Kind.DryRun },
        { typeof(Kind), "\"DRYRUN\"", Kind.DryRun },
        { typeof(Kind?), "null", null },
        { typeof(int[]), "[1, 2]", new[] { 1, 2 } },
        { typeof(int?[]), "[1, null]", new int?[] { 1, null } },
        { typeof(int[][]), "[[1], []]", new int[][] { [1], [] } },
        { typeof(List<int>), "[]", new List<int>() },
        { typeof(Kind[]), "[\"plain\"]", new[] { Kind.Plain } },
        { typeof(Dictionary<string, int>), """{ "Own_Key": 1, "own_key": 2 }""", new Dictionary<string, int> { ["Own_Key"] = 1, ["own_key"] = 2 } },
        { typeof(IReadOnlyDictionary<string, int[]>), """{ "a": [1] }""", new Dictionary<string, int[]> { ["a"] = [1] } },
    };

    public static TheoryData<Type, string, string> Refused => new()
    {
        { typeof(bool), "\"true\"", "expected true or false, got a string (\"true\")" },
        { typeof(bool), "1", "expected true or false, got a number (1)" },
        { typeof(bool), "null", "expected true or false, got null" },
        { typeof(byte), "256", "expected a whole number from 0 to 255, got a number (256)" },
        { typeof(sbyte), "-129", "expected a whole number from -128 to 127, got a number (-129)" },
        { typeof(short), "32768", "expected a whole number from -32768 to 32767, got a number (32768)" },
        { typeof(ushort), "-1", "expected a whole number from 0 to 65535, got a number (-1)" },
        { typeof(int), "2.5", "expected a whole number from -2147483648 to 2147483647, got a number (2.5)" },
        { typeof(int), "2147483648", "expected a whole number from -2147483648 to 2147483647, got a number (2147483648)" },
        { typeof(int), "1e400", "expected a whole number from -2147483648 to 2147483647, got a number (1e400)" },
        { typeof(int), "\"5\"", "expected a whole number from -2147483648 to 2147483647, got a string (\"5\")" },
        { typeof(int), "null", "expected a whole number from -2147483648 to 2147483647, got null" },
        { typeof(int), "[5]", "expected a whole number from -2147483648 to 2147483647, got a list" },
        { typeof(int?), "true", "expected a whole number from -2147483648 to 2147483647, got a boolean" },
        { typeof(uint), "-1", "expected a whole number, got a number (-1)" },
        { typeof(long), "9223372036854775808", "expected a whole number, got a number (9223372036854775808)" },
        { typeof(ulong), "18446744073709551616", "expected a whole number, got a number (18446744073709551616)" },
        { typeof(double), "1e400", "expected a number, got a number (1e400)" },
        { typeof(double), "\"NaN\"", "expected a number, got a string (\"NaN\")" },
        { typeof(float), "1e39", "expected a number, got a number (1e39)" },
        { typeof(decimal), "1e40", "expected a number, got a number (1e40)" },
        { typeof(Guid), "\"no\"", "expected a GUID, got a string (\"no\")" },
        { typeof(DateTime), "\"29.2.2024\"", "expected a date and time (ISO 8601), got a string (\"29.2.2024\")" },
        { typeof(DateTimeOffset), "1709200000", "expected a date and time (ISO 8601), got a number (1709200000)" },
        { typeof(TimeSpan), "\"00:01:30\"", "expected a duration in seconds, got a string (\"00:01:30\")" },
        { typeof(TimeSpan), "1e20", "expected a duration in seconds, got a number (1e20)" },
        { typeof(TimeSpan), "922337203685.4775", "expected a duration in seconds, got a number (922337203685.4775)" },
        { typeof(TimeSpan), "-922337203685.4775", "expected a duration in seconds, got a number (-922337203685.4775)" },
        { typeof(Kind), "1", "expected one of plain, dry_run, got a number (1)" },
        { typeof(Kind), "\"1\"", "expected one of plain, dry_run, got a string (\"1\")" },
        { typeof(Kind), "\"plain, dry_run\"", "expected one of plain, dry_run, got a string (\"plain, dry_run\")" },
        { typeof(Kind), "null", "expected one of plain, dry_run, got null" },
        { typeof(int[]), "1", "expected a list, got a number (1)" },
        { typeof(int[]), "{}", "expected a list, got an object" },
        { typeof(Dictionary<string, int>), "[]", "expected an object, got a list" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void A_value_of_its_type_is_taken(Type type, string json, object? expected) => Assert.Equal(expected, ValueOf(type, json));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Any_other_value_is_refused_with_what_was_expected(Type type, string json, string problem) =>
        Assert.Equal([$"value: {problem}"], Bound.Errors(Of(type), $$"""{ "value": {{json}} }"""));

    [Theory]
    [InlineData(typeof(IEnumerable<int>))]
    [InlineData(typeof(ICollection<int>))]
    [InlineData(typeof(IList<int>))]
    [InlineData(typeof(IReadOnlyCollection<int>))]
    [InlineData(typeof(IReadOnlyList<int>))]
    [InlineData(typeof(List<int>))]
    [InlineData(typeof(HashSet<int>))]
    [InlineData(typeof(ISet<int>))]
    [InlineData(typeof(IReadOnlySet<int>))]
    public void Every_usual_kind_of_list_is_filled(Type type) =>
        Assert.Equal([1, 2], Assert.IsAssignableFrom<IEnumerable<int>>(ValueOf(type, "[1, 2]")).Order());

    [Fact]
    public void Texts_keep_every_character() => Assert.Equal("a\"\\\n\u0000é\U0001F600", Bound.To<Texts>("""{ "text": "a\"\\\n\u0000é\ud83d\ude00" }""").Text);

    [Fact]
    public void A_text_may_be_null_only_where_its_type_says_so()
    {
        Assert.Null(Bound.To<Texts>("""{ "text": "", "perhaps": null }""").Perhaps);
        Assert.Equal(["text: expected a string, got null"], Bound.Errors<Texts>("""{ "text": null }"""));
        Assert.Equal(["list[1]: expected a string, got null"], Bound.Errors<Texts>("""{ "text": "", "list": ["a", null] }"""));
        Assert.Equal(["a", null], Bound.To<Texts>("""{ "text": "", "perhaps_list": ["a", null] }""").PerhapsList);
        Assert.Equal(["map.k: expected a string, got null"], Bound.Errors<Texts>("""{ "text": "", "map": { "k": null } }"""));
    }

    [Fact]
    public void An_address_must_be_a_whole_one()
    {
        Assert.Equal(new Uri("https://example.com/x"), Bound.To<Texts>("""{ "text": "", "uri": "https://example.com/x" }""").Uri);
        Assert.Equal(["uri: expected an absolute URI, got a string (\"example.com\")"], Bound.Errors<Texts>("""{ "text": "", "uri": "example.com" }"""));
    }

    [Fact]
    public void JSON_is_handed_on_as_it_is()
    {
        var texts = Bound.To<Texts>("""{ "text": "", "json": { "a": [1] }, "any": 5 }""");

        Assert.Equal("""{ "a": [1] }""", texts.Json.GetRawText());
        Assert.Equal(5, Assert.IsType<JsonElement>(texts.Any).GetInt32());
        Assert.Equal(JsonValueKind.Null, Bound.To<Texts>("""{ "text": "", "json": null }""").Json.ValueKind);
    }

    [Fact]
    public void A_long_value_is_shown_in_part() =>
        Assert.Equal([$"value: expected one of plain, dry_run, got a string (\"{new string('x', 59)}...)"], Bound.Errors<Holder<Kind>>($$"""{ "value": "{{new string('x', 5000)}}" }"""));

    private static object? ValueOf(Type type, string json)
    {
        var result = Bound.Result(Of(type), $$"""{ "value": {{json}} }""");
        Assert.Empty(result.Errors);
        return Of(type).GetProperty("Value")!.GetValue(result.Value);
    }

    private static Type Of(Type type) => typeof(Holder<>).MakeGenericType(type);

    private sealed class Texts
    {
        public required string Text { get; init; }

        public string? Perhaps { get; init; } = "given";

        public string[] List { get; init; } = [];

        public List<string?> PerhapsList { get; init; } = [];

        public Dictionary<string, string> Map { get; init; } = [];

        public Uri? Uri { get; init; }

        public JsonElement Json { get; init; }

        public object? Any { get; init; }
    }
}
