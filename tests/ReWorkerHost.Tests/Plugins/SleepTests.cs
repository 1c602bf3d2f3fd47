using static ReWorkerHost.Tests.Plugins.PluginUnderTest;

namespace ReWorkerHost.Tests.Plugins;

public sealed class SleepTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.05", "0.05")]
    [InlineData("1e-3", "0.001")]
    public async Task It_completes_with_the_number_it_was_given(string given, string data)
    {
        await using var sleep = await LoadAsync("sleep");

        var outcome = await sleep.RunAsync("Nap", $"\"seconds\": {given}");

        Assert.Equal(StepOutcomeKind.Completed, outcome.Kind);
        Assert.Equal(data, Data(outcome));
    }

    [Fact]
    public async Task It_waits_that_long_and_a_whole_number_stays_one()
    {
        await using var sleep = await LoadAsync("sleep");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var outcome = await sleep.RunAsync("Nap", "\"seconds\": 1");

        Assert.Equal("1", Data(outcome));
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.95), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("\"other\": 1")]
    [InlineData("\"seconds\": -0.001")]
    [InlineData("\"seconds\": 86400.5")]
    [InlineData("\"seconds\": 1e300")]
    [InlineData("\"seconds\": \"NaN\"")]
    [InlineData("\"seconds\": \"soon\"")]
    [InlineData("\"seconds\": null")]
    [InlineData("\"seconds\": [1]")]
    public async Task A_number_that_is_missing_or_can_not_be_waited_for_is_refused_by_name(string parameters)
    {
        await using var sleep = await LoadAsync("sleep");
        var sink = new RecordingSink();

        var outcome = await sleep.RunAsync("Nap", parameters, sink);

        Assert.Equal(StepOutcomeKind.Refused, outcome.Kind);
        Assert.Contains("seconds", outcome.Text, StringComparison.Ordinal);
        Assert.False(sink.Started);
    }

    [Fact]
    public async Task A_cancel_ends_the_wait()
    {
        await using var sleep = await LoadAsync("sleep");
        using var cancel = new CancellationTokenSource();
        var run = sleep.RunAsync("Nap", "\"seconds\": 86400", cancellationToken: cancel.Token);

        await cancel.CancelAsync();

        Assert.Equal(StepOutcomeKind.Cancelled, (await run.WaitAsync(TimeSpan.FromSeconds(20))).Kind);
    }
}
