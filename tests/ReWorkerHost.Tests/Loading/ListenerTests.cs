using ReWorkerHost.Abstractions;
using ReWorkerHost.Loading;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;

namespace ReWorkerHost.Tests.Loading;

/// <summary>Workers that take output and notifications.</summary>
public sealed class ListenerTests : IAsyncLifetime
{
    private readonly PluginsOnDisk disk = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => disk.DisposeAsync().AsTask();

    [Fact]
    public async Task An_output_worker_gets_each_message()
    {
        var plugin = await Load();

        var outcome = await plugin.Worker("output").WriteAsync(new OutputMessage("r-1", "noop", "hello"), CancellationToken.None);

        Assert.Equal(new StepOutcome(StepOutcomeKind.Completed), outcome);
        Assert.Equal("r-1|noop|hello\n", await File.ReadAllTextAsync(disk["log"]));
    }

    [Fact]
    public async Task An_output_worker_takes_no_steps() => Assert.Equal(
        new StepOutcome(StepOutcomeKind.Refused, Text: "output takes no steps"), await (await Load()).RunAsync("output:Any"));

    [Fact]
    public async Task A_notification_worker_gets_each_notification_and_may_say_that_it_failed()
    {
        var worker = (await Load()).Worker("pigeon");

        Assert.Equal(StepOutcomeKind.Completed, (await worker.NotifyAsync(new Notification("s", "m", "failed", ["a", "b"]), CancellationToken.None)).Kind);
        Assert.Equal("failed|s|m|a,b\n", await File.ReadAllTextAsync(disk["log"]));
        Assert.Equal(new StepOutcome(StepOutcomeKind.Failed, Text: "nobody to notify"), await worker.NotifyAsync(new Notification("s", "m", "failed", []), CancellationToken.None));
    }

    [Fact]
    public async Task A_notification_worker_may_be_a_step_with_the_four_keys_as_parameters()
    {
        var plugin = await Load();
        var sink = new RecordingSink();

        var outcome = await plugin.RunAsync("pigeon:Send", """{ "slug": "s", "message": "m", "phase": "completed", "target": ["a"] }""", sink);

        Assert.Null(outcome.Completed());
        Assert.True(sink.Started);
        Assert.Equal("completed|s|m|a\n", await File.ReadAllTextAsync(disk["log"]));
    }

    [Fact]
    public async Task A_notification_without_its_keys_is_refused_with_all_that_is_wrong()
    {
        var sink = new RecordingSink();

        var outcome = await (await Load()).RunAsync("pigeon:Send", """{ "message": 1, "phase": "completed", "target": ["a", 1] }""", sink);

        Assert.Equal(
            new StepOutcome(
                StepOutcomeKind.Refused, Text: "invalid parameters: slug: expected a string; message: expected a string; target: expected a list of strings"),
            outcome);
        Assert.False(sink.Started);
    }

    private Task<ILoadedPlugin> Load() => disk.LoadFixtureAsync("listeners", new { file = disk["log"] });
}
