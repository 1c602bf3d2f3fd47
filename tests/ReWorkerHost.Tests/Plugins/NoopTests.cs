using static ReWorkerHost.Tests.Plugins.PluginUnderTest;

namespace ReWorkerHost.Tests.Plugins;

public sealed class NoopTests
{
    [Theory]
    [InlineData("Fail")]
    [InlineData("fail")]
    [InlineData("FAIL")]
    public async Task The_subcommand_Fail_fails_whatever_its_case(string subcommand)
    {
        await using var noop = await LoadAsync("noop");
        var sink = new RecordingSink();

        var outcome = await noop.RunAsync(subcommand, sink: sink);

        Assert.Equal(StepOutcomeKind.Failed, outcome.Kind);
        Assert.Equal("noop failed, as the subcommand Fail asks it to", outcome.Text);
        Assert.Null(outcome.Data);
        Assert.True(sink.Started);
    }

    [Theory]
    [InlineData("Pass")]
    [InlineData("Failing")]
    [InlineData("")]
    public async Task Every_other_subcommand_completes_without_data(string subcommand)
    {
        await using var noop = await LoadAsync("noop");

        var outcome = await noop.RunAsync(subcommand);

        Assert.Equal(new StepOutcome(StepOutcomeKind.Completed), outcome);
    }

    [Theory]
    [InlineData("""  "a":1  """, """{"a":1}""")]
    [InlineData("""  "Some_Key":null,"list":[1,{"x":"ä"}]  """, """{"Some_Key":null,"list":[1,{"x":"ä"}]}""")]
    [InlineData("""  "dynamic":["cart"],"n":2.50  """, """{"n":2.50}""")]
    [InlineData("""  "a":1,"a":2  """, """{"a":2}""")]
    public async Task The_steps_own_parameters_come_back(string parameters, string data)
    {
        await using var noop = await LoadAsync("noop");

        var outcome = await noop.RunAsync("Pass", parameters);

        Assert.Equal(StepOutcomeKind.Completed, outcome.Kind);
        Assert.Equal(data, Data(outcome));
    }

    [Fact]
    public async Task Dynamic_names_alone_are_no_parameters()
    {
        await using var noop = await LoadAsync("noop");

        var outcome = await noop.RunAsync("Pass", """ "dynamic":["cart"] """);

        Assert.Null(outcome.Data);
    }
}
