using System.Text.Json;
using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Tests.Playbooks;

/// <summary>What is left of text that would be obeyed by a terminal.</summary>
public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain äöü 漢字 👩‍🔧", "plain äöü 漢字 👩‍🔧")]
    [InlineData("\x1b[31mred\x1b[0m", "red")]
    [InlineData("\x1b]0;title\x07text", "text")]
    [InlineData("\x1b]52;c;c2VjcmV0\x1b\\text", "text")]
    [InlineData("\x1bP1$tx\x1b\\text", "text")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\x1b]0;never ended", "0;never ended")]
    [InlineData("a\bb\0c\x7f", "abc")]
    [InlineData("a\tb", "a    b")]
    [InlineData("\u202egnp.exe", "gnp.exe")]
    [InlineData("a\r\nb\u2028c", "a b c")]
    [InlineData("[red]markup[/]", "[red]markup[/]")]
    public void A_line_keeps_its_text_and_nothing_that_is_obeyed(string text, string line) => Assert.Equal(line, SafeText.Line(text));

    [Fact]
    public void A_text_is_split_into_its_lines() => Assert.Equal(["a", "", "b", "c"], SafeText.Lines("a\n\nb\r\nc\n"));

    [Fact]
    public void A_long_line_is_cut() => Assert.Equal(2_001, SafeText.Lines(new string('x', 100_000)).Single().Length);

    [Theory]
    [InlineData("""{"a":"\u001b[31m\u009b\u202e\u2028ü","b":[1.50,null]}""")]
    [InlineData("\"\\n\"")]
    public void Data_that_is_printed_as_json_has_the_same_value(string json)
    {
        var data = JsonDocument.Parse(json).RootElement;

        var printed = SafeText.Json(data);

        Assert.True(JsonElement.DeepEquals(data, JsonDocument.Parse(printed).RootElement));
        Assert.DoesNotContain(printed, c => c != '\n' && (char.IsControl(c) || c is '\u202e' or '\u2028'));
    }

    [Theory]
    [InlineData("\"text\"", "text")]
    [InlineData("0.5", "0.5")]
    [InlineData("{ \"a\": \"ü\" }", "{\"a\":\"ü\"}")]
    [InlineData("\"\\ud800\"", "\"\\ud800\"")]
    public void Data_fits_a_line(string json, string line) => Assert.Equal(line, SafeText.Line(JsonDocument.Parse(json).RootElement));
}
