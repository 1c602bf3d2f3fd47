using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Plugins.Git;

/// <summary>Repositories over http, with a user and a password.</summary>
public sealed class GitHttpTests : IAsyncLifetime
{
    private const string Password = "s3cr3t/+ü";
    private readonly GitBench bench = new();
    private GitHttpServer server = null!;

    public async Task InitializeAsync()
    {
        bench.Branch("feature");
        bench.Commit("feature", ("feature.txt", "new"));
        bench.Push("feature");
        server = await GitHttpServer.StartAsync(bench.Root, "releaser", Password);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        bench.Dispose();
    }

    [Fact]
    public async Task The_password_of_an_address_is_used_and_shown_nowhere()
    {
        await using var worker = await bench.LoadAsync($"{server.Address}/");
        var sink = new RecordingSink();

        var outcome = await bench.MergeAsync(worker, "feature", $"http://releaser:{Uri.EscapeDataString(Password)}@{server.Authority}/origin.git", sink);

        Assert.Contains(bench.Tip("feature"), outcome.Completed(), StringComparison.Ordinal);
        Assert.Equal(bench.Tip("feature"), bench.Tip());
        Assert.Equal($"Cloning {server.Address}/origin.git", sink.Lines.First(line => line.StartsWith("Cloning /", StringComparison.Ordinal) || line.StartsWith("Cloning http", StringComparison.Ordinal)));
        AssertNothingIsTold(sink, outcome);
    }

    [Fact]
    public async Task The_password_of_the_settings_is_used_and_shown_nowhere()
    {
        // The server tells what it was told, as some do.
        bench.Script("origin.git/hooks/pre-receive", $"echo welcome releaser:{Password}");
        await using var worker = await bench.LoadAsync($"{server.Address}/*.git", ("credentials", new[] { new { url = $"{server.Address}/", user = "releaser", password = Password } }));
        var sink = new RecordingSink();

        var outcome = await bench.MergeAsync(worker, "feature", $"{server.Address}/origin.git", sink);

        outcome.Completed();
        Assert.Equal(bench.Tip("feature"), bench.Tip());
        Assert.Contains("remote: welcome [redacted]", sink.Lines.Select(line => line.TrimEnd()));
        AssertNothingIsTold(sink, outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("releaser:wr0ng-one@")]
    public async Task Without_the_right_password_the_step_fails_and_says_what_to_do(string userInfo)
    {
        await using var worker = await bench.LoadAsync($"{server.Address}/");

        var outcome = await bench.MergeAsync(worker, "feature", $"http://{userInfo}{server.Authority}/origin.git");

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.StartsWith($"{server.Address}/origin.git can't be cloned: git says: fatal: ", outcome.Text, StringComparison.Ordinal);
        Assert.EndsWith("give the right user and password in plugins.git.settings.credentials or in the address", outcome.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-one", outcome.Text, StringComparison.Ordinal);
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var worker = await bench.LoadAsync($"{server.Address}/");

        var outcome = await bench.MergeAsync(worker, "feature", $"http://releaser:{Uri.EscapeDataString(Password)}@{server.Authority}/moved/origin.git");

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Contains("302", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_left_after_the_time_limit()
    {
        await using var worker = await bench.LoadAsync($"{server.Address}/", ("timeout", 0.3));

        var outcome = await bench.MergeAsync(worker, "feature", $"{server.Address}/hanging/origin.git");

        Assert.Equal((StepOutcomeKind.Failed, "git clone did not end within 0.3 s (plugins.git.settings.timeout), and was ended"), (outcome.Kind, outcome.Text));
        bench.AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_cancel_ends_git_where_the_server_does_not_answer()
    {
        await using var worker = await bench.LoadAsync($"{server.Address}/");
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink();
        var run = bench.MergeAsync(worker, "feature", $"{server.Address}/hanging/origin.git", sink, cancel.Token);
        await sink.WaitForAsync("Cloning into");

        await cancel.CancelAsync();

        Assert.Equal(StepOutcomeKind.Cancelled, (await run.WaitAsync(TimeSpan.FromSeconds(20))).Kind);
        bench.AssertNothingIsLeft();
    }

    private static void AssertNothingIsTold(RecordingSink sink, StepOutcome outcome)
    {
        foreach (var secret in new[] { Password, Uri.EscapeDataString(Password), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"releaser:{Password}")) })
        {
            Assert.DoesNotContain(sink.Lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, outcome.DataText(), StringComparison.Ordinal);
        }
    }
}
