using ReWorkerHost.Tests.Cli;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>What the documentation shows of <c>describe</c> and <c>check</c> is what they print.</summary>
public sealed class CommandExamplesTests : IDisposable
{
    private readonly Commands commands = new();

    public void Dispose() => commands.Dispose();

    [Theory]
    [InlineData("README.md", "greeter")]
    [InlineData("docs/writing-workers.md", "megafrobber")]
    public async Task Describe_prints_what_is_shown(string page, string worker)
    {
        var (_, output, _) = await commands.InstallTemplate().Install("megafrobber").InvokeAsync("describe", worker);

        Assert.Equal(After(page, $"$ reworkerhost describe {worker}\n"), output);
    }

    [Fact]
    public async Task Check_prints_what_is_shown_of_the_playbook_that_is_shown()
    {
        const string Command = "$ reworkerhost check friday.yaml --elsewhere irc\n";
        var playbook = commands.InstallTemplate().Install("megafrobber").Write("friday.yaml", After("README.md", "$ cat friday.yaml\n"));

        var (code, output, _) = await commands.InvokeAsync("check", playbook, "--elsewhere", "irc");

        Assert.Equal(1, code);
        Assert.Equal(After("README.md", Command), output.Replace(playbook, "friday.yaml", StringComparison.Ordinal));
    }

    /// <summary>What a page shows after a command, up to the next command or the end of the block.</summary>
    private static string After(string page, string command)
    {
        var block = Assert.Single(new Document(page).Blocks(""), block => block.Contains(command, StringComparison.Ordinal));
        var shown = block[(block.IndexOf(command, StringComparison.Ordinal) + command.Length)..];
        var next = shown.IndexOf("$ ", StringComparison.Ordinal);
        return next < 0 ? shown : shown[..next];
    }
}
