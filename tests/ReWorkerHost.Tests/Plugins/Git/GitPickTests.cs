using System.Text.RegularExpressions;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Git;

/// <summary>Commits are picked, merged as one and pushed, after scripts have run.</summary>
public sealed partial class GitPickTests : IDisposable
{
    private readonly GitBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Commits_become_one_commit_of_the_branch()
    {
        bench.Branch("release");
        bench.Push("release");
        bench.Checkout("main");
        var first = bench.Commit("add a", ("a", "a"));
        bench.Commit("not wanted", ("b", "b"));
        bench.Commit("add c", ("c", "c"));
        bench.Branch("picked");
        bench.Push("main", "picked");
        var before = bench.Tip("release");
        await using var worker = await bench.LoadAsync();
        var sink = new RecordingSink();

        var outcome = await bench.PickAsync(worker, [first, "picked"], "release", sink: sink);

        Assert.Equal($$"""{"cherry_pick":["{{first}}","picked"],"commit":"{{bench.Tip("release")}}","branch":"release"}""", outcome.Completed());
        Assert.Equal(before, bench.Ask("log", "-1", "--format=%P", "release"));
        Assert.Equal(["a", "c", "readme"], bench.Ask("ls-tree", "--name-only", "release").Split('\n')); // and nothing else of main
        Assert.Equal($"Squash-merge of {first}, picked by release release-1", bench.Ask("log", "-1", "--format=%s", "release"));
        Assert.Equal(["Picked " + first, "Picked picked"], sink.Lines.Where(line => line.StartsWith("Picked", StringComparison.Ordinal)));
        Assert.Equal(["main", "picked", "release"], bench.Ask("for-each-ref", "--format=%(refname:short)").Split('\n'));
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task Commits_that_are_there_already_are_passed_over()
    {
        bench.Branch("feature");
        var twice = bench.Commit("same", ("same", "same"));
        var other = bench.Commit("other", ("other", "other"));
        bench.Checkout("main");
        bench.Commit("same on main", ("same", "same"));
        bench.Push("main", "feature");
        await using var worker = await bench.LoadAsync();
        var sink = new RecordingSink();

        (await bench.PickAsync(worker, [twice, other], sink: sink)).Completed();
        Assert.Contains($"{twice} changes nothing: it is there already", sink.Lines);
        Assert.Equal(["other", "readme", "same"], bench.Ask("ls-tree", "--name-only", "main").Split('\n'));

        var before = bench.Tip();
        (await bench.PickAsync(worker, [twice, other], sink: sink)).Completed();
        Assert.Equal("There is nothing to merge: main has all of it", sink.Lines[^1]);
        Assert.Equal(before, bench.Tip());
    }

    [Fact]
    public async Task A_conflict_fails_and_names_the_commit_and_the_files()
    {
        bench.Branch("feature");
        var commit = bench.Commit("two", ("readme", "two\n"));
        bench.Checkout("main");
        bench.Commit("three", ("readme", "three\n"));
        bench.Push("main", "feature");
        await using var worker = await bench.LoadAsync();

        var outcome = await bench.PickAsync(worker, [commit]);

        Assert.Equal((StepOutcomeKind.Failed, $"{commit} can't be picked: conflicts in readme: merge them by hand"), (outcome.Kind, outcome.Text));
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_commit_that_is_not_there_fails()
    {
        await using var worker = await bench.LoadAsync();

        var outcome = await bench.PickAsync(worker, ["77a085eb34597b544a233d8ce4c943dcac000000"]);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.EndsWith("has no commit 77a085eb34597b544a233d8ce4c943dcac000000 in any of its branches and tags", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_run_in_the_work_tree_and_their_commits_are_pushed()
    {
        var commit = Feature();
        var script = bench.Script("fix", "echo \"in $(git rev-parse --abbrev-ref HEAD) with $1 and $(cat feature.txt)\"; echo fixed > fixed.txt; git add fixed.txt; git commit --quiet -m 'fix it'");
        await using var worker = await bench.LoadAsync(null, ("scripts", new { fix = new[] { script, "a b; $HOME" }, other = "/bin/false" }));
        var sink = new RecordingSink();

        var outcome = await bench.PickAsync(worker, [commit], scripts: ["fix"], sink: sink);

        Assert.Contains(bench.Tip(), outcome.Completed(), StringComparison.Ordinal);
        Assert.Contains("in main with a b; $HOME and new", sink.Lines);
        Assert.Equal("fix it by Release Engine", bench.Ask("log", "-1", "--format=%s by %an", "main"));
        Assert.Equal("fixed", bench.Ask("show", "main:fixed.txt"));
    }

    [Fact]
    public async Task A_script_that_fails_keeps_everything_from_being_pushed()
    {
        var commit = Feature();
        var before = bench.Tip();
        await using var worker = await bench.LoadAsync(null, ("scripts", new { check = new[] { "/bin/sh", "-c", "echo first; echo the checks failed >&2; mkdir closed; chmod 500 closed; exit 3" } }));

        var outcome = await bench.PickAsync(worker, [commit], scripts: ["check"]);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.StartsWith("the script check ended with exit code 3, nothing was pushed: ", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("the checks failed", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(before, bench.Tip());
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_script_that_takes_too_long_is_ended()
    {
        var commit = Feature();
        await using var worker = await bench.LoadAsync(null, ("scripts", new { wait = new[] { "/bin/sleep", "1000" } }), ("script_timeout", 0.2));

        var outcome = await bench.PickAsync(worker, [commit], scripts: ["wait"]);

        Assert.Equal((StepOutcomeKind.Failed, "the script wait did not end within 0.2 s (plugins.git.settings.script_timeout), and was ended"), (outcome.Kind, outcome.Text));
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_branch_that_somebody_else_has_pushed_to_meanwhile_is_left_as_it_is()
    {
        var commit = Feature();
        var meanwhile = bench.Script("push", $"cd {bench.Work} && git checkout --quiet main && git commit --quiet --allow-empty -m meanwhile && git push --quiet origin main");
        await using var worker = await bench.LoadAsync(null, ("scripts", new { push = meanwhile }));

        var outcome = await bench.PickAsync(worker, [commit], scripts: ["push"]);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.EndsWith("somebody else has pushed to it meanwhile: run the step again, which begins with what is there then", outcome.Text, StringComparison.Ordinal);
        Assert.Equal("meanwhile", bench.Ask("log", "-1", "--format=%s", "main"));
    }

    [Fact]
    public async Task A_cancel_ends_a_script_with_all_that_it_has_started()
    {
        var commit = Feature();
        await using var worker = await bench.LoadAsync(null, ("scripts", new { wait = new[] { "/bin/sh", "-c", "(setsid sleep 1000 & echo pid=$!); exec sleep 1000" } }));
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink();
        var run = bench.PickAsync(worker, [commit], scripts: ["wait"], sink: sink, cancellationToken: cancel.Token);
        var id = int.Parse(Number().Match(await sink.WaitForAsync("pid=")).Value, System.Globalization.CultureInfo.InvariantCulture);

        await cancel.CancelAsync();

        Assert.Equal(StepOutcomeKind.Cancelled, (await run).Kind);
        Assert.False(Processes.IsAlive(id));
        bench.AssertNothingIsLeft();
    }

    private string Feature()
    {
        bench.Branch("feature");
        var commit = bench.Commit("feature", ("feature.txt", "new"));
        bench.Push("feature");
        return commit;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
