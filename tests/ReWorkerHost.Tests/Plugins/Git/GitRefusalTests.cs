using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Git;

/// <summary>What is refused before a step begins.</summary>
public sealed class GitRefusalTests
{
    private static readonly (string Repo, string Problem)[] Refused =
    [
        ("ext::sh -c 'touch /tmp/x'", "can't hold spaces"),
        ("ext::sh", "a transport that git has from elsewhere"),
        ("--upload-pack=touch", "it can't begin with -"),
        ("git://git.example.com/a.git", "this transport can't be used, expected https, http, ssh or file"),
        ("ftp://git.example.com/a.git", "this transport can't be used"),
        ("git@git.example.com/a.git", "expected https://, http://, ssh:// or file:// and an address, user@host:path, or an absolute path"),
        ("relative/a.git", "expected https://"),
        ("", "expected https://"),
        ("-oProxyCommand=x@host:a", "it can't begin with -"),
        ("ssh://-oProxyCommand=x/a.git", "expected a host's name"),
        ("ssh://git:geheim@git.example.com/a.git", "ssh takes no password from here"),
        ("git@-oProxy:a.git", "expected https://"),
        ("https://git.example.com", "expected a path after the host"),
        ("https://git.example.com/team/../other/a.git", "its path can't hold . or .."),
        ("https://git.example.com/team/%2e%2e/other/a.git", "its path can't hold . or .."),
        ("https://git.example.com/team/a.git?x=1", "can't hold spaces, control characters, \\, ? or #"),
        ("file://host/a.git", "expected file:/// and an absolute path"),
        ("https://git.example.com/teams/a.git", "https://git.example.com/teams/a.git may not be used: name it in plugins.git.settings.repos to allow it"),
        ("https://u:geheim@other.example.com/team/a.git", "https://other.example.com/team/a.git may not be used"),
        ("https://git.example.com@other.example.com/team/a.git", "https://other.example.com/team/a.git may not be used"),
    ];

    private static readonly string[] NoBranches = ["-x", "a..b", "a b", "a~1", "a^", "a:b", "a?", "a*", "a[b", "a\\b", "a\u0001", "/a", "a/", "a//b", "a.", "a/.b", "a.lock/b", "a@{1}", "@", "HEAD", ""];

    [Fact]
    public async Task A_repository_is_refused_that_is_none_or_is_not_allowed()
    {
        await using var worker = await PluginUnderTest.LoadAsync("git", new { repos = new[] { "https://git.example.com/team/", "git@git.example.com:team/*.git" } });

        foreach (var (repo, problem) in Refused)
        {
            var refusal = await RefusalAsync(worker, "Merge", new { repo, to_branch = "main", from_branch = "feature" });

            Assert.StartsWith("invalid parameters: repo: ", refusal, StringComparison.Ordinal);
            Assert.Contains(problem, refusal, StringComparison.Ordinal);
            Assert.DoesNotContain("geheim", refusal, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_that_git_takes_for_no_branch_is_refused_everywhere()
    {
        await using var worker = await PluginUnderTest.LoadAsync("git", new { repos = new[] { "/srv/git/" } });

        foreach (var name in NoBranches)
        {
            var merge = await RefusalAsync(worker, "Merge", new { repo = "/srv/git/a", to_branch = name, from_branch = name });
            var pick = await RefusalAsync(worker, "CherryPickMerge", new { repo = "/srv/git/a", to_branch = "a", temp_branch = name, commits = new[] { "a", name } });

            Assert.Contains("to_branch: ", merge, StringComparison.Ordinal);
            Assert.Contains("from_branch: ", merge, StringComparison.Ordinal);
            Assert.Contains("temp_branch: ", pick, StringComparison.Ordinal);
            Assert.Contains("commits[1]: expected a commit's id, or a branch's or a tag's name: ", pick, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Everything_is_told_at_once()
    {
        await using var worker = await PluginUnderTest.LoadAsync("git");

        Assert.Equal(
            "invalid parameters: repo: no repository may be used: name those that may in plugins.git.settings.repos; temp_branch: it is to_branch, expected another; commits: there is none; run_scripts[0]: there is no script of this name in plugins.git.settings.scripts",
            await RefusalAsync(worker, "CherryPickMerge", new { repo = "/srv/git/a", to_branch = "a", temp_branch = "a", commits = Array.Empty<string>(), run_scripts = new[] { "/bin/sh" } }));
        Assert.Contains("from_branch: it is missing", await RefusalAsync(worker, "Merge", new { repo = "/srv/git/a", to_branch = "a" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_in_a_list_is_refused_by_its_place()
    {
        await using var worker = await PluginUnderTest.LoadAsync("git", new { repos = new[] { "/srv/git/" } });

        var refusal = await RefusalAsync(worker, "CherryPickMerge", new { repo = "/srv/git/a", to_branch = "a", commits = new string?[] { null } });

        Assert.Contains("commits[0]", refusal, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<string> RefusalAsync(PluginUnderTest worker, string subcommand, object parameters) =>
        Stepping.RefusalAsync(sink => GitBench.StepAsync(worker, subcommand, parameters, sink));
}
