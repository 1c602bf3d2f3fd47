using System.Globalization;
using System.Text.Json;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>What becomes of a command's output, however it comes.</summary>
public sealed class CommandOutputTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Lines_arrive_while_the_command_runs()
    {
        await using var command = await LoadAsync();
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink();

        var run = RunAsync(command, "echo here; exec sleep 1000", sink, cancel.Token);

        await sink.WaitForAsync("here");
        Assert.False(run.IsCompleted);
        await cancel.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Ten_megabytes_arrive_whole_and_in_order()
    {
        await using var command = await LoadAsync();
        var sink = new RecordingSink();

        var outcome = await RunAsync(command, "seq -f %099.0f 100000", sink);

        Assert.Equal(StepOutcomeKind.Completed, outcome.Kind);
        Assert.Equal(Enumerable.Range(1, 100_000), sink.Lines.Select(line => int.Parse(line, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_program_is_held_back_while_the_bus_takes_nothing()
    {
        await using var command = await LoadAsync();
        using var folder = new ScratchFolder();
        var gate = new TaskCompletionSource();
        var taken = 0;
        var sink = new RecordingSink
        {
            OnOutput = async (_, token) =>
            {
                await gate.Task.WaitAsync(token);
                // The marks tell how much the program could write: 64 KiB fit into the pipe, 64 KiB into the reader's buffer.
                if (taken++ % 4096 == 0) Assert.False(File.Exists($"{folder.Path}/{(taken / 16384) + 10}"), $"It was far ahead when {taken} bytes were taken.");
            },
        };

        var run = RunAsync(command, $"i=0; while [ $i -lt 64 ]; do head -c 16384 /dev/zero | tr '\\0' '\\n'; i=$((i+1)); : > {folder.Path}/$i; done", sink);
        await Until.HoldsAsync(() => File.Exists($"{folder.Path}/4"), "the first 64 KiB");
        gate.SetResult();
        var outcome = await run.WaitAsync(Deadline);

        Assert.Equal(StepOutcomeKind.Completed, outcome.Kind);
        Assert.Equal(64 * 16384, sink.Lines.Count);
    }

    [Fact]
    public async Task A_megabyte_without_a_line_end_arrives_in_pieces()
    {
        await using var command = await LoadAsync();
        var sink = new RecordingSink();

        await RunAsync(command, "head -c 1000000 /dev/zero | tr '\\0' x", sink);

        Assert.Equal(1_000_000, sink.Lines.Sum(line => line.Length));
        Assert.All(sink.Lines, line => Assert.InRange(line.Length, 1, 8192));
        Assert.All(string.Concat(sink.Lines), character => Assert.Equal('x', character));
    }

    [Theory]
    [InlineData("printf 'a\\377b\\303\\n'", "a\ufffdb\ufffd")]
    [InlineData("printf '\\360\\237\\230\\200\\n'", "\ud83d\ude00")]
    [InlineData("printf 'no end'", "no end")]
    [InlineData("printf 'a\\r\\nb\\rc\\n\\n\\nd\\n'", "a|b|c|||d")]
    [InlineData("printf 'a\\0b\\033[1m\\n'", "a\0b\u001b[1m")]
    [InlineData("printf ''", "")]
    [InlineData("printf 'cut \\342\\202'", "cut \ufffd")]
    public async Task Lines_are_made_of_whatever_bytes_come(string script, string lines)
    {
        await using var command = await LoadAsync();
        var sink = new RecordingSink();

        var outcome = await RunAsync(command, script, sink);

        Assert.Equal(StepOutcomeKind.Completed, outcome.Kind);
        Assert.Equal(lines, string.Join('|', sink.Lines));
    }

    [Fact]
    public async Task A_character_is_whole_though_its_bytes_come_apart()
    {
        await using var command = await LoadAsync();
        var sink = new RecordingSink();

        // Three bytes a character: neither the reader's buffer nor the longest line is a multiple of that.
        await RunAsync(command, "yes € | head -n 100000 | tr -d '\\n'; yes 😀 | head -n 20000 | tr -d '\\n'", sink);

        Assert.Equal(string.Concat(Enumerable.Repeat("€", 100_000)) + string.Concat(Enumerable.Repeat("😀", 20_000)), string.Concat(sink.Lines));
        Assert.All(sink.Lines, line => Assert.False(char.IsLowSurrogate(line[0]) || char.IsHighSurrogate(line[^1])));
    }

    [Fact]
    public async Task What_stays_in_the_background_and_holds_the_output_does_not_hold_the_step()
    {
        await using var command = await LoadAsync();
        var sink = new RecordingSink();

        var run = RunAsync(command, "sleep 1000 & echo pid=$!", sink);
        var left = int.Parse(await sink.WaitForAsync("pid="), CultureInfo.InvariantCulture);
        try
        {
            Assert.Equal(StepOutcomeKind.Completed, (await run.WaitAsync(Deadline)).Kind);
            Assert.True(Processes.IsAlive(left), "A service that a command starts must outlive the command.");
        }
        finally
        {
            Processes.Kill(left);
        }
    }

    [Theory]
    [InlineData("yes spam & echo pid=$!")]
    [InlineData("while :; do echo drip; sleep 0.02; done & echo pid=$!")]
    public async Task What_stays_in_the_background_and_goes_on_writing_does_not_hold_the_step(string script)
    {
        await using var command = await LoadAsync();
        var sink = new RecordingSink();

        var run = RunAsync(command, script, sink);
        var left = int.Parse(await sink.WaitForAsync("pid="), CultureInfo.InvariantCulture);
        try
        {
            Assert.Equal(StepOutcomeKind.Completed, (await run.WaitAsync(Deadline)).Kind);
            await Until.HoldsAsync(() => !Processes.IsAlive(left), "the end of the writer, whose pipe is closed");
        }
        finally
        {
            Processes.Kill(left);
        }
    }

    [Fact]
    public async Task Output_is_whole_though_the_bus_takes_it_long_after_the_end()
    {
        await using var command = await LoadAsync();
        var gate = new TaskCompletionSource();
        var sink = new RecordingSink { OnOutput = (_, token) => gate.Task.WaitAsync(token) };

        var run = RunAsync(command, "seq 10000; echo pid=$$ >&2", sink); // fits into the pipe, so that the program ends at once
        await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(3))); // longer than the pipes are waited for
        Assert.False(run.IsCompleted);
        gate.SetResult();
        await run.WaitAsync(Deadline);

        Assert.Equal(10_001, sink.Lines.Count);
    }

    private static Task<PluginUnderTest> LoadAsync() => PluginUnderTest.LoadAsync("command", new { allow = new[] { "sh" } });

    private static Task<StepOutcome> RunAsync(PluginUnderTest command, string script, RecordingSink sink, CancellationToken cancellationToken = default) =>
        command.RunAsync("Run", $"\"cmd\": [\"sh\", \"-c\", {JsonSerializer.Serialize(script)}]", sink, cancellationToken);
}
