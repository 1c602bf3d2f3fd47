using ReWorkerHost.Abstractions;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Git;

/// <summary>Branches are merged and pushed.</summary>
public sealed class GitMergeTests : IDisposable
{
    private readonly GitBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_branch_is_merged_and_pushed()
    {
        bench.Branch("feature");
        var feature = bench.Commit("feature", ("feature.txt", "new"));
        bench.Checkout("main");
        var main = bench.Commit("main", ("main.txt", "new"));
        bench.Push("main", "feature");
        await using var worker = await bench.LoadAsync(null, ("user_name", "Releaser"), ("user_email", "releaser@example.com"));
        var sink = new RecordingSink();

        var outcome = await bench.MergeAsync(worker, "feature", sink: sink);

        Assert.Equal($$"""{"commit":"{{bench.Tip()}}","from_branch":"feature","to_branch":"main"}""", outcome.Completed());
        Assert.Equal($"{main} {feature}", bench.Ask("log", "-1", "--format=%P", "main"));
        Assert.Equal("Releaser <releaser@example.com>", bench.Ask("log", "-1", "--format=%an <%ae>", "main"));
        Assert.Equal(["feature.txt", "main.txt", "readme"], bench.Ask("ls-tree", "--name-only", "main").Split('\n'));
        Assert.Equal($"Cloning {bench.Origin}", sink.Output.First(line => line.Level == OutputLevel.Info).Text);
        Assert.Equal($"Merged feature into main and pushed it: {bench.Tip()}", sink.Lines[^1]);
        Assert.Contains(sink.Output, line => line.Level == OutputLevel.Debug && line.Text.Contains("100%", StringComparison.Ordinal));
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_branch_that_is_only_ahead_is_forwarded()
    {
        bench.Branch("feature");
        var feature = bench.Commit("feature", ("feature.txt", "new"));
        bench.Push("feature");
        await using var worker = await bench.LoadAsync();

        Assert.Contains(feature, (await bench.MergeAsync(worker, "feature")).Completed(), StringComparison.Ordinal);
        Assert.Equal(feature, bench.Tip());
    }

    [Fact]
    public async Task A_merge_with_nothing_to_do_completes_and_says_so()
    {
        bench.Branch("old");
        bench.Push("old");
        await using var worker = await bench.LoadAsync();
        var sink = new RecordingSink();

        var outcome = await bench.MergeAsync(worker, "old", sink: sink);

        Assert.Equal($$"""{"commit":"{{bench.Tip()}}","from_branch":"old","to_branch":"main"}""", outcome.Completed());
        Assert.Equal("There is nothing to merge: main has all of old", sink.Lines[^1]);
    }

    [Fact]
    public async Task A_conflict_fails_and_names_the_files()
    {
        bench.Branch("feature");
        bench.Commit("feature", ("readme", "two\n"), ("b c.txt", "two\n"), ("same.txt", "same"));
        bench.Checkout("main");
        bench.Commit("main", ("readme", "three\n"), ("b c.txt", "three\n"), ("same.txt", "same"));
        bench.Push("main", "feature");
        var before = bench.Tip();
        await using var worker = await bench.LoadAsync();

        var outcome = await bench.MergeAsync(worker, "feature");

        Assert.Equal((StepOutcomeKind.Failed, "feature can't be merged into main: conflicts in b c.txt, readme: merge them by hand"), (outcome.Kind, outcome.Text));
        Assert.Equal(before, bench.Tip());
        bench.AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("nosuch", "has no branch nosuch")]
    [InlineData("HEADING", "has no branch HEADING")]
    public async Task A_branch_that_is_not_there_fails(string from, string problem)
    {
        await using var worker = await bench.LoadAsync();

        var outcome = await bench.MergeAsync(worker, from);

        Assert.Equal((StepOutcomeKind.Failed, $"{bench.Origin} {problem}"), (outcome.Kind, outcome.Text));
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_repository_that_is_not_there_fails_with_what_git_says()
    {
        var repo = bench.PathOf("nosuch.git");
        await using var worker = await bench.LoadAsync(repo);

        var outcome = await bench.MergeAsync(worker, "feature", repo);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.StartsWith($"{repo} can't be cloned: git says: fatal: ", outcome.Text, StringComparison.Ordinal);
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task What_the_server_refuses_fails_with_its_words()
    {
        bench.Branch("feature");
        bench.Commit("feature", ("feature.txt", "new"));
        bench.Push("feature");
        bench.Script("origin.git/hooks/pre-receive", "echo main is frozen; exit 1");
        await using var worker = await bench.LoadAsync();

        var outcome = await bench.MergeAsync(worker, "feature");

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.StartsWith($"main can't be pushed to {bench.Origin}: [remote rejected] (pre-receive hook declined): git says: remote: main is frozen", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_that_can_not_be_made_fails_and_names_the_setting()
    {
        var file = bench.Script("file", "");
        await using var worker = await bench.LoadAsync(null, ("user_name", "Releaser"));
        await using var without = await PluginUnderTest.LoadAsync("git", new { repos = new[] { bench.Origin }, workspace_dir = Path.Combine(file, "within") });

        var outcome = await bench.MergeAsync(without, "feature");

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Contains("(plugins.git.settings.workspace_dir)", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submodules_and_hooks_of_a_repository_are_left_alone()
    {
        bench.Branch("feature");
        bench.Commit(
            "feature",
            (".gitmodules", $"[submodule \"sub\"]\n\tpath = sub\n\turl = ext::sh -c touch% {bench.PathOf("touched")}\n"),
            (".gitattributes", "* filter=evil merge=evil\n"));
        bench.Checkout("main");
        bench.Commit("main", ("main.txt", "new"));
        bench.Push("main", "feature");
        await using var worker = await bench.LoadAsync();

        (await bench.MergeAsync(worker, "feature")).Completed();

        Assert.False(File.Exists(bench.PathOf("touched")));
    }
}
