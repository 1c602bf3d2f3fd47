using System.Diagnostics;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>A trace goes through the host: it comes in the headers of a job and goes on in those of all that the host sends for it.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class TraceTests(MonitoredHost host) : IClassFixture<MonitoredHost>
{
    [Fact]
    public async Task The_trace_of_a_job_goes_on_in_its_replies_its_output_and_its_notifications()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        var sent = await RunAsync("Go", new() { ["traceparent"] = $"00-{trace}-b7ad6b7169203331-01", ["tracestate"] = "vendor=1" });

        Assert.Equal(["notify.test", "output", "output", "started", "terminal"], sent.Select(message => message.Kind).Order());
        Assert.All(sent, message => Assert.Matches($"^00-{trace}-[0-9a-f]{{16}}-01$", message.Parent));
        Assert.All(sent, message => Assert.Equal("vendor=1", message.State));
        Assert.Equal(5, sent.Select(message => message.Parent).Distinct().Count()); // each message has a span of its own
    }

    [Fact]
    public async Task A_job_whose_trace_is_not_recorded_has_no_trace_in_what_is_sent_for_it()
    {
        var sent = await RunAsync("Go", new() { ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00" });

        Assert.All(sent, message => Assert.Null(message.Parent));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData(7)]
    public async Task A_job_whose_header_is_no_trace_begins_one(object header)
    {
        var sent = await RunAsync("Go", new() { ["traceparent"] = header });

        Assert.Single(sent.Select(message => message.Parent!.Split('-')[1]).Distinct());
    }

    [Fact]
    public async Task The_collector_gets_the_spans_of_the_host_of_the_plugin_and_of_its_calls_in_one_trace()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        await RunAsync("Call", new() { ["traceparent"] = $"00-{trace}-b7ad6b7169203331-01" });

        Assert.Contains(host.Collector.Calls, call => call.Contains(trace, StringComparison.Ordinal));
        foreach (var name in (string[])[$"process re:{host.Queue}", $"execute {host.Worker}:Call", "publish re:output", "publish re:notify", "greeting", "messaging.rabbitmq.destination.routing_key", "url.full"])
        {
            await Eventually.HoldsAsync(() => host.Collector.HasSpan(name, trace), $"the collector has {name} in the trace");
        }
    }

    [Fact]
    public async Task A_step_that_fails_says_so_in_its_span()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        await RunAsync("Fail", new() { ["traceparent"] = $"00-{trace}-b7ad6b7169203331-01" });

        await Eventually.HoldsAsync(() => host.Collector.HasSpan("error.type", trace) && host.Collector.HasSpan("failed", trace), "the collector has the error");
    }

    [Fact]
    public async Task The_commands_hand_on_the_trace_that_they_are_started_in()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var start = new ProcessStartInfo(Daemon.Program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["submit", $"{host.Worker}:Go"]) start.ArgumentList.Add(argument);
        start.Environment["REWORKER_RabbitMQ__Uri"] = host.Node.Uri;
        start.Environment["TRACEPARENT"] = $"00-{trace}-b7ad6b7169203331-01";
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, errors);
        await Eventually.HoldsAsync(() => host.Collector.HasSpan($"process re:{host.Queue}", trace), "the collector has the span in the caller's trace");
    }

    private async Task<IReadOnlyList<(string Kind, string? Parent, string? State)>> RunAsync(string subcommand, Dictionary<string, object?> headers)
    {
        await using var release = await TracedRelease.StartAsync(await host.Node.ConnectAsync());
        return await release.RunAsync(host.Worker, subcommand, headers);
    }
}
