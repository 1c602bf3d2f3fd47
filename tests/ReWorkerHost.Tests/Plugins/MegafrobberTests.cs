using static ReWorkerHost.Tests.Plugins.PluginUnderTest;

namespace ReWorkerHost.Tests.Plugins;

public sealed class MegafrobberTests
{
    [Fact]
    public async Task Told_to_pass_it_reports_what_it_frobbed()
    {
        await using var megafrobber = await LoadAsync("megafrobber");
        var sink = new RecordingSink();

        var outcome = await megafrobber.RunAsync("Frob", """ "outcome": "pass", "thing": "gizmo", "times": 2 """, sink);

        Assert.Equal(StepOutcomeKind.Completed, outcome.Kind);
        Assert.Equal("""{"thing":"gizmo","frobbed":2}""", Data(outcome));
        Assert.Equal(["Frobbing gizmo", "Frobbed gizmo, 1 of 2", "Frobbed gizmo, 2 of 2", "gizmo is frobbed"], sink.Lines);
    }

    [Fact]
    public async Task Told_to_fail_it_says_why()
    {
        await using var megafrobber = await LoadAsync("megafrobber");
        var sink = new RecordingSink();

        var outcome = await megafrobber.RunAsync("frob", """ "outcome": "FAIL" """, sink);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Equal("widget can't be frobbed: try again, or set outcome to pass", outcome.Text);
        Assert.True(sink.Started);
        Assert.Equal(["Frobbing widget", "widget can't be frobbed"], sink.Lines);
    }

    [Fact]
    public async Task Left_to_chance_it_passes_sometimes_and_fails_sometimes()
    {
        await using var megafrobber = await LoadAsync("megafrobber");
        var kinds = new HashSet<StepOutcomeKind>();

        for (var run = 0; run < 200; run++) kinds.Add((await megafrobber.RunAsync("Frob")).Kind); // a miss has a chance of 2 to -199

        Assert.Equal([StepOutcomeKind.Completed, StepOutcomeKind.Failed], kinds.Order());
    }

    [Theory]
    [InlineData("Frob", "\"outcome\": \"perhaps\"", "outcome")]
    [InlineData("Frob", "\"times\": 0", "times")]
    [InlineData("Frob", "\"times\": 1.5", "times")]
    [InlineData("Frob", "\"thing\": \"\"", "thing")]
    [InlineData("Unfrob", "", "Unfrob")]
    public async Task What_it_can_not_do_is_refused_by_name(string subcommand, string parameters, string named)
    {
        await using var megafrobber = await LoadAsync("megafrobber");
        var sink = new RecordingSink();

        var outcome = await megafrobber.RunAsync(subcommand, parameters, sink);

        Assert.Equal(StepOutcomeKind.Refused, outcome.Kind);
        Assert.Contains(named, outcome.Text, StringComparison.Ordinal);
        Assert.False(sink.Started);
    }
}
