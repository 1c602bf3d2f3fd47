using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Http;

/// <summary>What happens is told as it happens.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class StreamTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly ServedHost host = shared.Host;

    [Fact]
    public async Task A_change_is_told_after_the_whole_of_it()
    {
        using var events = await host.Api.OpenAsync("/api/v1/events");
        var snapshot = await events.NextAsync("snapshot");
        Assert.Equal("hot", snapshot!.Value.GetProperty("hosts")[0].GetProperty("plugins")[0].GetProperty("name").GetString());

        await host.Api.OrderAsync("/api/v1/plugins/hot/pause");
        Assert.NotNull(await events.NextAsync("change", change => change.GetProperty("hosts")[0].GetProperty("host").GetProperty("plugins").ToString().Contains("\"paused\"", StringComparison.Ordinal)));
        await host.Api.OrderAsync("/api/v1/plugins/hot/resume");
    }

    [Fact]
    public async Task The_output_of_a_release_is_told_from_every_worker_on_the_bus_and_of_no_other_release()
    {
        await host.Hot.HoldAsync("1");
        using var output = await host.Api.OpenAsync($"/api/v1/releases/{host.Hot.Fsm.CorrelationId}/output");
        var known = (await output.NextAsync("known"))!.Value.GetProperty("lines");
        Assert.Contains("Starting HotWorker", known[0].GetProperty("text").GetString(), StringComparison.Ordinal);

        await SayAsync("another-release", "not for this one");
        await SayAsync(host.Hot.Fsm.CorrelationId, "<b>from elsewhere</b>");

        var lines = (await output.NextAsync("lines"))!.Value.GetProperty("lines");
        var line = Assert.Single(lines.EnumerateArray());
        Assert.Equal(("stranger", "<b>from elsewhere</b>"), (line.GetProperty("worker").GetString(), line.GetProperty("text").GetString()));
        host.Hot.Release();
        Assert.NotNull(await output.NextAsync("lines", data => data.ToString().Contains("Finished HotWorker", StringComparison.Ordinal)));
        await host.Hot.Fsm.NextAsync();
        File.Delete(Path.Combine(host.Daemon.Folder, "release"));
    }

    [Fact]
    public async Task The_queue_goes_with_the_last_who_watches()
    {
        using (var one = await host.Api.OpenAsync("/api/v1/releases/watched/output"))
        {
            await one.NextAsync("known");
            await SayAsync("watched", "heard");
        }

        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await SayAsync("watched", "unheard");
                    return false;
                }
                catch (PublishReturnException)
                {
                    return true;
                }
            },
            () => "a queue is still bound by output");
    }

    [Fact]
    public async Task A_daemon_that_stops_ends_its_streams()
    {
        await using var daemon = Daemon.Prepare();
        await daemon.StartAsync(shared.Node.Uri, Daemon.Served);
        using var api = new ApiClient(daemon.Page);
        Assert.Equal("ready", (await api.GetAsync("/health/ready"))["status"]);
        Assert.Equal("live", (await api.GetAsync("/health/live"))["status"]);
        using var events = await api.OpenAsync("/api/v1/events");
        using var output = await api.OpenAsync("/api/v1/releases/none/output");
        await events.NextAsync("snapshot");

        Assert.Equal(0, await daemon.StopAsync(TimeSpan.FromSeconds(10)));

        Assert.Null(await events.NextAsync("none"));
        Assert.Null(await output.NextAsync("none"));
    }

    [Fact]
    public async Task A_host_that_drains_says_that_it_is_not_ready_and_shows_what_runs()
    {
        await using var host = await ServedHost.StartAsync(shared.Node);
        await host.Hot.HoldAsync("1");

        host.Daemon.Terminate();

        await Eventually.HoldsAsync(async () => (await host.Api.GetAsync("/health/ready")).Status == 503, () => "the host is still ready");
        Assert.Contains("the host stops", (await host.Api.GetAsync("/health/ready"))["problems"], StringComparison.Ordinal);
        Assert.Single((await host.Api.GetAsync("/api/v1/jobs?state=running")).Body.EnumerateArray());
        host.Hot.Release();
        Assert.Equal(0, await host.Daemon.ExitAsync(TimeSpan.FromSeconds(20)));
    }

    private async Task SayAsync(string release, string text) => await host.Hot.Fsm.Channel.BasicPublishAsync(
        "re", "output", mandatory: true, new BasicProperties { CorrelationId = release, AppId = "stranger" }, Encoding.UTF8.GetBytes($$"""{"message": "{{text}}"}"""));
}
