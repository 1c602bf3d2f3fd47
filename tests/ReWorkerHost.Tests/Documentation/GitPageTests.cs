using System.Text.Json.Nodes;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;
using ReWorkerHost.Tests.Plugins.Git;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>The page of the worker git: what it shows is run, and what the worker takes is in it.</summary>
public sealed class GitPageTests : IDisposable
{
    private static readonly WorkerPage Page = new("git");
    private readonly GitBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task The_playbook_of_the_page_runs_with_the_settings_of_the_page()
    {
        bench.Branch("feature");
        bench.Commit("feature", ("feature.txt", "new"));
        bench.Branch("release-1.0");
        bench.Checkout("feature");
        var fix = bench.Commit("fix", ("fix.txt", "new"));
        bench.Push("feature", "release-1.0");
        var settings = Page.Settings();
        settings["repos"] = new JsonArray(bench.Origin);
        settings["workspace_dir"] = bench.Workspaces;
        settings["scripts"]!["check"]![0] = bench.Script("check", "test -e fix.txt && test \"$1\" = --all");
        settings.Remove("ssh_key_file");
        await using var worker = await PluginUnderTest.LoadAsync("git", settings);

        foreach (var step in Page.Steps(text => text.Replace("git@git.example.com:team/app.git", bench.Origin, StringComparison.Ordinal).Replace("77a085eb34597b544a233d8ce4c943dcac", fix, StringComparison.Ordinal)))
        {
            (await worker.RunAsync(step.Name.Subcommand, step.Parameters.ToJsonString()[1..^1])).Completed();
        }

        Assert.Equal(fix, bench.Tip());
        Assert.Equal(["fix.txt", "readme"], bench.Ask("ls-tree", "--name-only", "release-1.0").Split('\n'));
    }

    [Fact]
    public async Task The_failure_of_the_page_is_the_workers()
    {
        bench.Branch("feature");
        bench.Commit("feature", ("src/app.c", "two\n"));
        bench.Checkout("main");
        bench.Commit("main", ("src/app.c", "three\n"));
        bench.Push("main", "feature");
        await using var worker = await bench.LoadAsync();

        var outcome = await bench.MergeAsync(worker, "feature");

        Assert.Equal(Assert.Single(Page.Document.Blocks("")), outcome.Text + "\n");
    }

    [Fact]
    public async Task The_settings_of_the_page_without_the_key_can_be_used_as_they_are()
    {
        var settings = Page.Settings();
        Assert.True(settings.Remove("ssh_key_file")); // a file that is not on this machine
        await using var worker = await PluginUnderTest.LoadAsync("git", settings);

        Page.NamesEveryParameter(worker);
    }

    [Fact]
    public Task The_page_names_every_setting() => Page.NamesEverySettingAsync();

    [Fact]
    public async Task The_ready_plugins_json_lets_the_worker_run()
    {
        var settings = Page.ReadySettings();
        Assert.Equal("state/git", settings["workspace_dir"]!.GetValue<string>());
        await using var worker = await PluginUnderTest.LoadAsync("git", settings);
        await using var without = await PluginUnderTest.LoadAsync("git");

        Assert.Equal(("git", "git"), (worker.Worker.Description.Name, without.Worker.Description.Name));
    }
}
