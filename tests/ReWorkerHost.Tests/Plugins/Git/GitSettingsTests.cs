using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Plugins.Git;

/// <summary>The worker's settings, and what it finds when it is loaded.</summary>
public sealed class GitSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once_and_no_password()
    {
        var error = await Assert.ThrowsAsync<PluginLoadException>(() => PluginUnderTest.LoadAsync("git", new
        {
            repos = new[] { "ext::sh", "https://u:geheim@git.example.com/a.git", "relative" },
            user_name = "a <b>",
            credentials = new object[] { new { url = "git@git.example.com:a", user = "a:b", password = "geheim" }, new { url = "https://git.example.com/", user = "a", passwort = "geheim" } },
            scripts = new Dictionary<string, object> { ["relative"] = "fix", ["none"] = Array.Empty<string>() },
            script_timeout = 0,
            timeout = "soon",
            ssh_key_file = "/nosuch/key",
            ssh_known_hosts_file = folder.Write("known hosts", ""),
            ca_file = "ca.pem",
            proxy = "http://proxy",
            repo = "a",
        }));

        Assert.All(
            new[]
            {
                "settings.repos[0]: a transport", "settings.repos[1]: leave out user and password", "settings.repos[2]: expected https://", "settings.user_name: expected a name without < and >",
                "settings.credentials[0].url: expected http", "settings.credentials[0].user: expected", "settings.credentials[1].passwort: unknown, expected url, user or password",
                "settings.credentials[1].password: it is missing", "settings.scripts.relative: expected a program's absolute path", "settings.scripts.none: expected",
                "settings.script_timeout: expected seconds", "settings.timeout: expected seconds", "settings.ssh_key_file: expected the absolute path of a private key, which is there",
                "settings.ssh_known_hosts_file: ssh takes no path with spaces", "settings.ca_file: expected", "settings.proxy: expected none or environment", "plugins.git.settings.repo: unknown",
            },
            problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_daemon_has_left_is_removed_and_what_another_uses_is_not()
    {
        folder.Write("reworkerhost-git-dead/tree/a", "");
        folder.Write("reworkerhost-git-dead.lock", "");
        folder.Write("reworkerhost-git-alive/tree/a", "");
        folder.Write("another/a", "");
        folder.Write("another.lock", "");
        Directory.CreateDirectory(folder["target"]);
        Directory.CreateSymbolicLink(folder["reworkerhost-git-link"], folder["target"]);
        folder.Write("reworkerhost-git-link.lock", "");
        using var used = new FileStream(folder.Write("reworkerhost-git-alive.lock", ""), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        await using var worker = await PluginUnderTest.LoadAsync("git", new { workspace_dir = folder.Path });

        Assert.Equal(
            ["another", "another.lock", "reworkerhost-git-alive", "reworkerhost-git-alive.lock", "reworkerhost-git-link", "reworkerhost-git-link.lock", "target"],
            Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_retired_version_that_has_merged_goes_from_memory()
    {
        using var bench = new GitBench();
        bench.Branch("feature");
        bench.Commit("feature", ("feature.txt", "new"));
        bench.Push("feature");
        folder.Install("git");
        var plugin = new UnloadedPlugin(folder);

        var answer = await plugin.LiveAsync(
            "Merge",
            $$"""{ "repo": "{{bench.Origin}}", "to_branch": "main", "from_branch": "feature" }""",
            $$"""{ "repos": ["{{bench.Origin}}"], "workspace_dir": "{{bench.Workspaces}}" }""");

        Assert.Contains(bench.Tip("feature"), answer, StringComparison.Ordinal);
        Assert.True(await plugin.IsGoneAsync());
    }
}
