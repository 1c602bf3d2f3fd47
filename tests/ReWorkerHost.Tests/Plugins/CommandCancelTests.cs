using System.Globalization;
using System.Text.Json;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>What is left of a command when its step is cancelled, which is nothing.</summary>
public sealed class CommandCancelTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("echo pid=$$; exec sleep 1000")]
    [InlineData("sleep 1000 & echo pid=$!; sleep 1000")]
    [InlineData("(sleep 1000 & echo pid=$!) & wait; sleep 1000")] // its parent has ended
    [InlineData("trap '' TERM INT HUP; echo pid=$$; while :; do sleep 1000; done")]
    [InlineData("sh -c 'trap \"\" TERM INT HUP; echo pid=$$; while :; do sleep 1000; done' & sleep 1000")]
    [InlineData("setsid sh -c 'echo pid=$$; exec sleep 1000' & sleep 1000")] // another session
    [InlineData("(setsid sh -c 'echo pid=$$; exec sleep 1000' > /proc/self/fd/1 &) ; sleep 1000")] // another session, and its parent has ended
    [InlineData("(setsid sh -c 'echo pid=$$; exec sleep 1000 < /dev/null > /dev/null 2>&1' &) ; sleep 1000")] // a daemon
    [InlineData("env -i sh -c 'echo pid=$$; sleep 1000; :' & sleep 1000")] // no environment
    [InlineData("(env -i sh -c 'echo pid=$$; exec sleep 1000' &) ; sleep 1000")] // no environment, and its parent has ended
    [InlineData("setsid env -i sh -c 'echo pid=$$; sleep 1000; :' & sleep 1000")] // no environment in another session
    [InlineData("echo pid=$$; kill -STOP $$")]
    public async Task A_cancel_kills_every_descendant(string script)
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "sh" } });
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink();
        var run = RunAsync(command, script, sink, cancel.Token);
        var id = int.Parse(await sink.WaitForAsync("pid="), CultureInfo.InvariantCulture);
        try
        {
            Assert.True(Processes.IsAlive(id));

            await cancel.CancelAsync();

            Assert.Equal(StepOutcomeKind.Cancelled, (await run.WaitAsync(Deadline)).Kind);
            Assert.False(Processes.IsAlive(id), "It must be dead when the step has ended.");
        }
        finally
        {
            Processes.Kill(id);
        }
    }

    [Fact]
    public async Task A_cancel_kills_a_whole_tree()
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "sh" } });
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink();
        const string Script = "grow() { if [ $1 -gt 0 ]; then (grow $(($1-1))) & (grow $(($1-1))) & fi; exec sleep 1063; }; grow 5";
        var run = RunAsync(command, Script, sink, cancel.Token);
        await Until.HoldsAsync(() => Sleepers() == 63, "63 processes");

        await cancel.CancelAsync();
        await run.WaitAsync(Deadline);

        Assert.Equal(0, Sleepers());
    }

    [Fact]
    public async Task A_cancel_while_a_background_process_holds_the_output_kills_that_too()
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "sh" } });
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink();
        var run = RunAsync(command, "sleep 1000 & echo pid=$!; echo first=$$", sink, cancel.Token);
        var id = int.Parse(await sink.WaitForAsync("pid="), CultureInfo.InvariantCulture);
        var first = int.Parse(await sink.WaitForAsync("first="), CultureInfo.InvariantCulture);
        await Until.HoldsAsync(() => !Processes.IsAlive(first), "the end of the first process");

        await cancel.CancelAsync();
        await run.WaitAsync(Deadline);

        Assert.False(Processes.IsAlive(id));
    }

    [Fact]
    public async Task A_cancel_while_the_bus_takes_nothing_kills_the_command()
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "sh" } });
        using var cancel = new CancellationTokenSource();
        using var folder = new ScratchFolder();
        var blocked = new TaskCompletionSource();
        var sink = new RecordingSink
        {
            OnOutput = async (_, token) =>
            {
                blocked.TrySetResult();
                await Task.Delay(Timeout.Infinite, token);
            },
        };
        var run = RunAsync(command, $"echo $$ > {folder.Path}/pid; exec yes", sink, cancel.Token);
        await blocked.Task.WaitAsync(Deadline);
        var id = int.Parse(await File.ReadAllTextAsync($"{folder.Path}/pid"), CultureInfo.InvariantCulture);

        await cancel.CancelAsync();

        Assert.Equal(StepOutcomeKind.Cancelled, (await run.WaitAsync(Deadline)).Kind);
        Assert.False(Processes.IsAlive(id));
    }

    [Fact]
    public async Task A_step_that_is_cancelled_already_starts_nothing()
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "sh" } });
        using var folder = new ScratchFolder();

        var outcome = await RunAsync(command, $": > {folder.Path}/ran", new RecordingSink(), new CancellationToken(canceled: true));

        Assert.Equal(StepOutcomeKind.Cancelled, outcome.Kind);
        Assert.False(File.Exists($"{folder.Path}/ran"));
    }

    [Fact]
    public async Task Output_that_can_not_be_sent_ends_the_command_and_is_the_fault()
    {
        await using var command = await PluginUnderTest.LoadAsync("command", new { allow = new[] { "sh" } });
        using var folder = new ScratchFolder();
        var sink = new RecordingSink { OnOutput = (_, _) => throw new TimeoutException("The bus is gone.") };

        var outcome = await RunAsync(command, $"echo $$ > {folder.Path}/pid; echo line; sleep 1000", sink).WaitAsync(Deadline);

        Assert.Equal(StepOutcomeKind.Faulted, outcome.Kind);
        Assert.Equal(nameof(TimeoutException), outcome.Text);
        Assert.False(Processes.IsAlive(int.Parse(await File.ReadAllTextAsync($"{folder.Path}/pid"), CultureInfo.InvariantCulture)));
    }

    /// <summary>How many of the tree are alive; what has ended has no command line.</summary>
    private static int Sleepers() => Directory.EnumerateDirectories("/proc").Count(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")) == "sleep\01063\0";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    private static Task<StepOutcome> RunAsync(PluginUnderTest command, string script, RecordingSink sink, CancellationToken cancellationToken = default) =>
        command.RunAsync("Run", $"\"cmd\": [\"sh\", \"-c\", {JsonSerializer.Serialize(script)}]", sink, cancellationToken);
}
