using System.Text;
using System.Text.Json;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Tests.Binding;

public sealed class ResultWriterTests
{
    public static TheoryData<object, string> Results => new()
    {
        { "text", "\"text\"" },
        { 5, "5" },
        { true, "true" },
        { Kind.DryRun, "\"dry_run\"" },
        { new { ExitCode = 3, Hosts = new[] { "a" }, Nothing = (string?)null }, """{"exit_code":3,"hosts":["a"],"nothing":null}""" },
        { new Report("x", Kind.Plain), """{"the_name":"x","kind":"plain"}""" },
        { new Dictionary<string, int> { ["OwnKey"] = 1 }, """{"OwnKey":1}""" },
        { JsonElement.Parse("""{"As":"is"}"""), """{"As":"is"}""" },
        { "é <b> & \"quoted\"", "\"é <b> & \\\"quoted\\\"\"" },
        { Array.Empty<int>(), "[]" },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void A_result_is_written_in_the_Release_Engines_way(object result, string json) => Assert.Equal(json, Encoding.UTF8.GetString(ResultWriter.Write(result)!));

    [Fact]
    public void Nothing_is_no_data()
    {
        Assert.Null(ResultWriter.Write(null));
        Assert.Null(ResultWriter.Write(default(JsonElement)));
        Assert.Null(ResultWriter.Write(JsonElement.Parse("null")));
    }

    [Fact]
    public void What_JSON_has_nothing_for_is_refused()
    {
        Assert.Throws<JsonException>(() => ResultWriter.Write(new Endless()));
        Assert.Throws<NotSupportedException>(() => ResultWriter.Write(new { Type = typeof(string) }));
    }

    private sealed record Report(string TheName, Kind Kind);

    private sealed class Endless
    {
        public Endless Self => this;
    }
}
