using ReWorkerHost.Tests.Cli;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The playbooks of the documentation are without a mistake, by the command that finds mistakes.</summary>
public sealed class PlaybooksTests : IDisposable
{
    private readonly Commands commands = new();

    public void Dispose() => commands.Dispose();

    [Fact]
    public async Task Check_finds_nothing_in_the_documentations_playbooks()
    {
        commands.Install("command", "docker", "emailnotify", "fileops", "git", "httprequest", "ircnotify", "megafrobber", "noop", "service", "servicenow", "sleep", "sql");
        commands.Configure(
            """
            { "emailnotify": { "settings": { "smtp_host": "127.0.0.1", "smtp_from": "noreply@example.com" } },
              "ircnotify": { "settings": { "server": "127.0.0.1", "nick": "renotify" } } }
            """);
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "playbooks"), "*.yaml");
        var pages = from document in Document.All()
                    from block in document.Blocks("yaml").Index()
                    where block.Item.Contains("execution:", StringComparison.Ordinal)
                    select commands.Write($"{Path.GetFileNameWithoutExtension(document.Path)}-{block.Index}.yaml", block.Item);
        string[] all = [.. files, .. pages];

        var (code, output, error) = await commands.InvokeAsync(["check", "--strict", "--elsewhere", "irc", "--elsewhere", "email", .. all]);

        Assert.True(code == 0, output + error);
        Assert.True(all.Length >= 3, "there are playbooks in docs/playbooks and on the page of httprequest");
        Assert.Equal(all.Length, output.Split(": ok in ").Length - 1);
    }
}
