using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Http;

/// <summary>Orders that change which version serves, and what is left of orders when the daemon is started again.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class VersionTests(RabbitMqNode node)
{
    [Fact]
    public async Task A_reload_gives_a_new_context_and_the_old_one_goes_from_memory()
    {
        await using var host = await ServedHost.StartAsync(node);

        await host.Api.OrderAsync("/api/v1/plugins/hot/reload");

        Assert.Equal(["1", "1"], host.Hot.Loads);
        await host.Hot.AnswersAsync("1");
        await host.Hot.ShowsAsync("contextsAlive", "1");
    }

    [Fact]
    public async Task A_roll_back_has_the_version_before_serve_again_also_after_a_restart()
    {
        await using var host = await ServedHost.StartAsync(node);
        var none = await host.Api.PostAsync("/api/v1/plugins/hot/rollback");
        Assert.Equal(409, none.Status);
        Assert.Contains("no earlier version of hot is kept", none["detail"], StringComparison.Ordinal);
        host.Hot.Replace(host.Hot.Compile("2"));
        await host.Hot.AnswersAsync("2");

        await host.Api.OrderAsync("/api/v1/plugins/hot/rollback");
        await host.Hot.AnswersAsync("1");
        Assert.Equal("1.0.0.0", (await host.Api.GetAsync("/api/v1/plugins/hot")).Body[0].GetProperty("version").GetString());
        await host.RestartAsync();

        await host.Hot.AnswersAsync("1");
    }

    [Fact]
    public async Task What_was_ordered_holds_after_a_restart_and_who_ordered_it_is_in_the_audit_log()
    {
        await using var host = await ServedHost.StartAsync(node);
        await host.Api.OrderAsync("/api/v1/plugins/hot/pause");
        Assert.Equal(200, (await host.Api.PutAsync($"/api/v1/workers/{host.Hot.Worker}/concurrency", """{ "concurrency": 7 }""")).Status);
        Assert.Equal(404, (await host.Api.PostAsync("/api/v1/plugins/cold/disable")).Status);

        await host.RestartAsync();

        var plugin = (await host.Api.GetAsync("/api/v1/plugins/hot")).Body[0];
        Assert.Equal("paused", plugin.GetProperty("state").GetString());
        Assert.Equal(["paused", $"{host.Hot.Worker} runs 7 at a time"], plugin.GetProperty("orders").EnumerateArray().Select(order => order.GetString()));
        Assert.Equal(0u, await host.Hot.ConsumersAsync(host.Hot.Queue));
        Assert.Collection(
            host.Audit,
            line => Assert.Contains("anonymous (http 127.0.0.1) orders Pause hot: Done", line, StringComparison.Ordinal),
            line => Assert.Contains($"orders SetConcurrency {host.Hot.Worker} to 7: Done", line, StringComparison.Ordinal),
            line => Assert.Contains("orders Disable cold: Unknown", line, StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(host.Daemon.State, "orders.json")));
    }
}
