using System.Diagnostics;
using System.Text.Json;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>How a command's text becomes words.</summary>
public sealed class CommandWordsTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly string shown;

    public CommandWordsTests() => shown = folder.Script("show", """printf '<%s>\n' "$@" """);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a b", "<a>|<b>")]
    [InlineData("  a \t b\n", "<a>|<b>")]
    [InlineData("'a b' c", "<a b>|<c>")]
    [InlineData("\"a b\" c", "<a b>|<c>")]
    [InlineData("a'b'\"c\"d", "<abcd>")]
    [InlineData("'' \"\" a", "<>|<>|<a>")]
    [InlineData("a''", "<a>")]
    [InlineData("a\\ b", "<a b>")]
    [InlineData("\\'a\\\"", "<'a\">")]
    [InlineData("'a\\b'", "<a\\b>")]
    [InlineData("'\"'", "<\">")]
    [InlineData("\"'\"", "<'>")]
    [InlineData("\"a\\\"b\"", "<a\"b>")]
    [InlineData("\"a\\\\b\"", "<a\\b>")]
    [InlineData("\"a\\b\"", "<a\\b>")]
    [InlineData("\"a\\$b\\`c\"", "<a$b`c>")]
    [InlineData("\"a\\'b\"", "<a\\'b>")]
    [InlineData("\\\\", "<\\>")]
    [InlineData("a\\\nb", "<ab>")]
    [InlineData("a \\\n b", "<a>|<b>")]
    [InlineData("\"a\\\nb\"", "<ab>")]
    [InlineData("'it'\\''s'", "<it's>")]
    [InlineData("a#b '#c'", "<a#b>|<#c>")]
    [InlineData("--x=\"1 2\" -y'3 4'", "<--x=1 2>|<-y3 4>")]
    [InlineData("ä€😀 '\u00a0'", "<ä€😀>|<\u00a0>")]
    public async Task Words_are_those_of_a_shell(string text, string expected)
    {
        Assert.Equal(expected, string.Join('|', await WordsAsync(text)));
        Assert.Equal(expected, string.Join('|', await ShellsWordsAsync(text)));
    }

    [Theory]
    [InlineData("$HOME `id` $(id)", "<$HOME>|<`id`>|<$(id)>")]
    [InlineData("* ? [a-z] ~ {a,b}", "<*>|<?>|<[a-z]>|<~>|<{a,b}>")]
    [InlineData("a | b > c; d && e # f", "<a>|<|>|<b>|<>>|<c;>|<d>|<&&>|<e>|<#>|<f>")]
    [InlineData("\"$HOME\"", "<$HOME>")]
    [InlineData("a\r\nb", "<a>|<b>")]
    public async Task What_a_shell_would_expand_stands_for_itself(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', await WordsAsync(text)));

    [Theory]
    [InlineData("\"true 'a\"", "cmd: the single quote at character 6 is not closed")]
    [InlineData("\"true \\\"a\"", "cmd: the double quote at character 6 is not closed")]
    [InlineData("\"true \\\"a\\\\\\\"\"", "cmd: the double quote at character 6 is not closed")]
    [InlineData("\"true a\\\\\"", "cmd: nothing follows the backslash at its end: write \\\\ for a backslash")]
    [InlineData("\"\"", "cmd: it names no program")]
    [InlineData("\"  \\n \"", "cmd: it names no program")]
    [InlineData("\"'' a\"", "cmd: it names no program")]
    [InlineData("[]", "cmd: it names no program")]
    [InlineData("[\"\"]", "cmd: it names no program")]
    [InlineData("[\"true\", 5]", "cmd[1]: expected a string, found a number: put it in quotes")]
    [InlineData("[\"true\", null]", "cmd[1]: expected a string, found null: put it in quotes")]
    [InlineData("[\"true\", [\"a\"]]", "cmd[1]: expected a string, found a list: put it in quotes")]
    [InlineData("[\"true\", \"\\ud800\"]", "cmd[1]: it is not valid Unicode text")]
    [InlineData("[\"true\", \"a\\u0000b\"]", "cmd: an argument can't hold a NUL character")]
    [InlineData("\"true a\\u0000b\"", "cmd: an argument can't hold a NUL character")]
    [InlineData("5", "cmd: expected a list of strings or one string, found a number")]
    [InlineData("{\"a\":1}", "cmd: expected a list of strings or one string, found an object")]
    public async Task What_is_no_command_is_refused_before_it_begins(string cmd, string problem)
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "true" } });
        var sink = new RecordingSink();

        var outcome = await command.RunAsync("Run", $"\"cmd\": {cmd}", sink);

        Assert.Equal(StepOutcomeKind.Refused, outcome.Kind);
        Assert.Equal($"invalid parameters: {problem}", outcome.Text);
        Assert.False(sink.Started);
    }

    [Theory]
    [InlineData("\"other\": 1")]
    [InlineData("\"cmd\": null")]
    public async Task A_missing_command_is_refused_by_name(string parameters)
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "true" } });
        var sink = new RecordingSink();

        var outcome = await command.RunAsync("Run", parameters, sink);

        Assert.Equal(StepOutcomeKind.Refused, outcome.Kind);
        Assert.Contains("cmd", outcome.Text, StringComparison.Ordinal);
        Assert.False(sink.Started);
    }

    private async Task<IReadOnlyList<string>> WordsAsync(string text)
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { shown } });
        var sink = new RecordingSink();
        var outcome = await command.RunAsync("Run", $"\"cmd\": {JsonSerializer.Serialize($"{shown} {text}")}", sink);
        Assert.Equal(StepOutcomeKind.Completed, outcome.Kind);
        return sink.Lines;
    }

    private async Task<IReadOnlyList<string>> ShellsWordsAsync(string text)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"{shown} {text}"]) { RedirectStandardOutput = true })!;
        return (await shell.StandardOutput.ReadToEndAsync()).TrimEnd('\n').Split('\n');
    }
}
