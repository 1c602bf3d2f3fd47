using ReWorkerHost.Abstractions;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Plugins;

namespace ReWorkerHost.Tests.Loading;

/// <summary>Steps of workers that keep to the contract.</summary>
public sealed class StepTests : IAsyncLifetime
{
    private readonly PluginsOnDisk disk = new();
    private readonly RecordingSink sink = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => disk.DisposeAsync().AsTask();

    [Fact]
    public async Task A_step_is_bound_begun_run_and_its_result_written()
    {
        var outcome = await Frob("""{ "thing": "t", "TIMES": 2, "mode": "fast" }""");

        Assert.Equal("""{"thing":"t","times":2,"environment":"prod","mode":"fast"}""", outcome.Completed());
        Assert.True(sink.Started);
        Assert.Equal([(OutputLevel.Info, "frobbing t")], sink.Output);
    }

    [Theory]
    [InlineData("parameters:Plain", null)]
    [InlineData("parameters:pLAIN", null)]
    [InlineData("parameters:Value", "1")]
    [InlineData("parameters:Nothing", null)]
    public async Task Every_kind_of_method_is_called(string step, string? data) =>
        Assert.Equal(data, (await (await disk.LoadFixtureAsync("parameters")).RunAsync(step)).Completed());

    [Theory]
    [InlineData(
        """{ "times": 11, "mode": 1 }""", """{}""",
        "invalid parameters: thing: it is missing, expected a string; environment: it is missing, expected a dynamic value, a string; mode: expected one of fast, dry_run, got a number (1); times: The field times must be between 1 and 10.")]
    [InlineData("""{ "thing": "t", "times": 11 }""", """{ "environment": "prod" }""", "invalid parameters: times: The field times must be between 1 and 10.")]
    [InlineData("""{ "thing": "unfrobbable" }""", """{ "environment": "prod" }""", "unfrobbable things can't be frobbed")]
    public async Task A_step_that_is_refused_is_not_begun(string parameters, string dynamic, string text)
    {
        var outcome = await Frob(parameters, dynamic);

        Assert.Equal(new StepOutcome(StepOutcomeKind.Refused, Text: text), outcome);
        Assert.False(sink.Started);
        Assert.Empty(sink.Output);
    }

    [Theory]
    [InlineData("parameters:Plain", "{}", "hosts: expected a list of strings")]
    [InlineData("parameters:Frob", """{ "thing": "t", "times": true }""", "hosts: expected a list of strings; environment: it is missing, expected a dynamic value, a string; times: expected a whole number from -2147483648 to 2147483647, got a boolean")]
    public async Task What_the_host_found_wrong_is_told_with_what_the_worker_finds(string step, string parameters, string text)
    {
        var outcome = await (await disk.LoadFixtureAsync("parameters")).RunAsync(step, parameters, sink, problems: ["hosts: expected a list of strings"]);

        Assert.Equal(new StepOutcome(StepOutcomeKind.Refused, Text: $"invalid parameters: {text}"), outcome);
        Assert.False(sink.Started);
    }

    [Fact]
    public async Task A_refusal_may_have_data_in_place_of_a_text()
    {
        var outcome = await Frob("""{ "thing": "odd" }""");

        Assert.Equal((StepOutcomeKind.Refused, """{"reason":"odd"}"""), (outcome.Kind, outcome.DataText()));
        Assert.False(sink.Started);
    }

    [Fact]
    public async Task A_check_that_breaks_is_a_fault_and_the_step_is_not_begun()
    {
        var outcome = await Frob("""{ "thing": "broken" }""");

        Assert.Equal((StepOutcomeKind.Faulted, "InvalidOperationException"), (outcome.Kind, outcome.Text));
        Assert.False(sink.Started);
    }

    [Fact]
    public async Task A_subcommand_that_is_not_there_is_refused_with_those_that_are()
    {
        var outcome = await (await disk.LoadFixtureAsync("parameters")).RunAsync("parameters:Fob", sink: sink);

        Assert.Equal(
            new StepOutcome(StepOutcomeKind.Refused, Text: "invalid parameters: subcommand: parameters has no subcommand \"Fob\", expected one of Frob, Plain, Value, Nothing"), outcome);
        Assert.False(sink.Started);
    }

    [Fact]
    public async Task A_worker_sees_the_whole_step()
    {
        disk.Copy("two-workers");
        var plugin = await disk.LoadAsync("two-workers");

        var outcome = await plugin.RunAsync("second:AnythingAtAll", sink: sink, dynamic: """{ "a": 1, "b": 2 }""");

        Assert.Equal(
            """{"job_id":"job-1","correlation_id":"release-1","group":"inception","hosts":["a.example.com"],"dynamic":2}""", outcome.Completed());
        Assert.Equal(["second:AnythingAtAll"], sink.Lines);
        var (transport, notification) = Assert.Single(sink.Notifications);
        Assert.Equal(("irc", "slug", "message", "started", "#team"), (transport, notification.Slug, notification.Message, notification.Phase, Assert.Single(notification.Target)));
    }

    [Fact]
    public async Task A_worker_may_read_the_JSON_itself()
    {
        var plugin = await disk.LoadFixtureAsync("raw");

        Assert.Equal("""{"as":["it","is"]}""", (await plugin.RunAsync("raw:Any", """{ "echo": {"as":["it","is"]} }""", sink)).Completed());
        Assert.True(sink.Started);
        Assert.Null((await plugin.RunAsync("raw:")).Completed());
        Assert.Equal(new StepOutcome(StepOutcomeKind.Refused, Text: "refused before it began"), await plugin.RunAsync("raw:Refuse"));
    }

    [Fact]
    public async Task Each_step_has_an_instance_of_its_own()
    {
        disk.Compile("counting", """
            public class Counting : Worker
            {
                private int count;
                [Subcommand] public Task<int> Count() => Task.FromResult(++count);
            }
            """);
        var plugin = await disk.LoadAsync("counting");

        Assert.Equal(("1", "1"), ((await plugin.RunAsync("counting:Count")).Completed(), (await plugin.RunAsync("counting:Count")).Completed()));
    }

    private async Task<StepOutcome> Frob(string parameters, string dynamic = """{ "environment": "prod" }""") =>
        await (await disk.LoadFixtureAsync("parameters")).RunAsync("parameters:Frob", parameters, sink, dynamic);
}
