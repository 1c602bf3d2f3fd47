using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Loading;

/// <summary>Whatever a worker does, its step has an outcome, and only what it means for the release engineer leaves the host.</summary>
public sealed class MisbehaviourTests : IAsyncLifetime
{
    private readonly PluginsOnDisk disk = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => disk.DisposeAsync().AsTask();

    [Theory]
    [InlineData("Throw", "InvalidOperationException", "a secret of the worker's")]
    [InlineData("ThrowUnprintable", "UnprintableException", "which failed to describe itself")]
    [InlineData("ReturnCycle", "JsonException", "cycle")]
    [InlineData("ReturnUnserializable", "NotSupportedException", "System.Type")]
    [InlineData("ReturnNull", "InvalidOperationException", "ReturnNull returned null in place of a task.")]
    [InlineData("CancelItself", "OperationCanceledException", "nobody asked for it")]
    public async Task Of_what_breaks_only_the_type_is_told_and_the_whole_is_for_the_log(string subcommand, string type, string detail)
    {
        var outcome = await RunAsync(subcommand);

        Assert.Equal((StepOutcomeKind.Faulted, type), (outcome.Kind, outcome.Text));
        Assert.Null(outcome.Data);
        Assert.Contains(detail, outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_told_in_the_workers_words_and_its_cause_is_for_the_log()
    {
        var outcome = await RunAsync("Fail");

        Assert.Equal((StepOutcomeKind.Failed, "the disk is full: free some"), (outcome.Kind, outcome.Text));
        Assert.Null(outcome.Data);
        Assert.Contains("no space left", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_may_have_data()
    {
        var outcome = await RunAsync("FailWithData");

        Assert.Equal((StepOutcomeKind.Failed, """{"exit_code":3,"hosts":["a","b"]}"""), (outcome.Kind, outcome.DataText()));
    }

    [Fact]
    public async Task Failure_data_that_cannot_be_written_give_way_to_the_message()
    {
        var outcome = await RunAsync("FailWithCycle");

        Assert.Equal((StepOutcomeKind.Failed, "for the log"), (outcome.Kind, outcome.Text));
        Assert.Null(outcome.Data);
        Assert.Contains("cycle", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_heeds_its_token_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var running = (await disk.LoadFixtureAsync("misbehaving")).RunAsync("misbehaving:Heed", cancellationToken: stop.Token);

        await stop.CancelAsync();

        Assert.Equal(new StepOutcome(StepOutcomeKind.Cancelled), await running);
    }

    [Theory]
    [InlineData("Ignore")]
    [InlineData("Block")]
    public async Task A_worker_that_does_not_heed_its_token_runs_to_its_end(string subcommand)
    {
        using var stop = new CancellationTokenSource();
        var plugin = await disk.LoadFixtureAsync("misbehaving");
        var running = Task.Run(() => plugin.RunAsync($"misbehaving:{subcommand}", cancellationToken: stop.Token));
        await stop.CancelAsync();
        Assert.False(running.IsCompleted);

        (await plugin.RunAsync("misbehaving:Release")).Completed();

        Assert.Equal("\"ended at last\"", (await running).Completed());
    }

    [Fact]
    public async Task A_clean_up_that_fails_is_a_fault_of_the_step()
    {
        var outcome = await (await disk.LoadFixtureAsync("breaks-at-end")).RunAsync("breaks-at-end:Run");

        Assert.Equal((StepOutcomeKind.Faulted, "InvalidOperationException"), (outcome.Kind, outcome.Text));
        Assert.Contains("a secret of the clean-up's", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clean_up_that_fails_does_not_hide_why_the_step_failed()
    {
        var outcome = await (await disk.LoadFixtureAsync("breaks-at-end")).RunAsync("breaks-at-end:Fail");

        Assert.Equal((StepOutcomeKind.Failed, "what the release engineer should read"), (outcome.Kind, outcome.Text));
        Assert.Contains("a secret of the clean-up's", outcome.Detail, StringComparison.Ordinal);
    }

    private async Task<StepOutcome> RunAsync(string subcommand) => await (await disk.LoadFixtureAsync("misbehaving")).RunAsync($"misbehaving:{subcommand}");
}
