using ReWorkerHost.Tests.Configuration;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Git;

/// <summary>What the daemon's environment says to git is not heard.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class GitEnvironmentTests
{
    [Fact]
    public async Task Variables_of_git_and_proxies_are_left_out()
    {
        using var bench = new GitBench();
        bench.Branch("feature");
        var commit = bench.Commit("feature", ("feature.txt", "new"));
        bench.Push("feature");
        await using var server = await GitHttpServer.StartAsync(bench.Root, "releaser", "password");
        await using var worker = await PluginUnderTest.LoadAsync("git", new { repos = new[] { $"{server.Address}/" }, workspace_dir = bench.Workspaces, scripts = new { show = new[] { "/usr/bin/env" } } });
        using var directory = new EnvironmentVariable("GIT_DIR", "/nosuch");
        using var proxy = new EnvironmentVariable("http_proxy", "http://127.0.0.1:1");
        using var secret = new EnvironmentVariable("REWORKER_RabbitMQ__Password", "geheim");
        var sink = new RecordingSink();

        var outcome = await GitBench.StepAsync(
            worker, "CherryPickMerge", new { repo = $"http://releaser:password@{server.Authority}/origin.git", to_branch = "main", commits = new[] { commit }, run_scripts = new[] { "show" } }, sink);

        outcome.Completed();
        Assert.Contains("GIT_AUTHOR_NAME=Release Engine", sink.Lines);
        Assert.DoesNotContain(sink.Lines, line => line.StartsWith("GIT_DIR=", StringComparison.Ordinal) || line.StartsWith("http_proxy=", StringComparison.Ordinal));
        Assert.DoesNotContain(sink.Lines, line => line.Contains("geheim", StringComparison.Ordinal) || line.Contains("Authorization", StringComparison.Ordinal));
    }
}
