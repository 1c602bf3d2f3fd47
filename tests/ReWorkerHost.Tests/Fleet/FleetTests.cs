using System.Text.Json;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Http;

namespace ReWorkerHost.Tests.Fleet;

/// <summary>Two hosts are watched and steered from a third place, by commands over the bus.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class FleetTests(RabbitMqNode node)
{
    [Fact]
    public async Task Hosts_are_seen_paused_and_resumed_one_by_one_and_together_and_stay_paused_over_a_restart()
    {
        await using var hosts = await TwoHosts.StartAsync(node);
        var hot = hosts.Blue;

        var status = await StatusAsync(hosts);
        Assert.Equal(["blue", "green"], status.Select(host => host.GetProperty("host").GetString()));
        Assert.All(status, host => Assert.Equal("ok", host.GetProperty("health").GetString()));
        Assert.All(status, host => Assert.Equal("serving", Plugin(host).GetProperty("state").GetString()));
        Assert.Equal(2, Plugin(status[0]).GetProperty("workers")[0].GetProperty("consumers").GetInt32());

        Assert.Equal("blue: hot takes no new steps; those that run go on\n", await hosts.DoAsync("pause", "hot", "--host", "blue"));
        await Eventually.HoldsAsync(async () => await hot.ConsumersAsync(hot.Queue) == 1, () => "blue does not consume");
        Assert.Equal(["paused", "serving"], (await StatusAsync(hosts)).Select(host => Plugin(host).GetProperty("state").GetString()));
        await hot.AnswersAsync("1"); // by green

        await hosts.DoAsync("pause", "--all");
        await Eventually.HoldsAsync(async () => await hot.ConsumersAsync(hot.Queue) == 0, () => "nobody consumes");
        await hot.Fsm.SendAsync(hot.Worker, "\"subcommand\": \"Version\"");
        await hosts.Green.StopAsync();
        await hosts.Green.StartAsync(node.Uri, TwoHosts.Arguments("green", TwoHosts.Secret));
        await hosts.Green.OutputHoldsAsync("Plugin hot is paused");
        Assert.Equal(1u, await hot.Fsm.CountAsync(hot.Queue));
        Assert.Contains("the whole host is paused, hot with it: resume the host", (await hosts.OperateAsync("resume", "hot")).Text, StringComparison.Ordinal);

        await hosts.DoAsync("resume", "--all");
        Assert.Equal("""{"status":"started"}""", (await hot.Fsm.NextAsync()).Body);
        Assert.Equal("""{"status":"completed","data":"1"}""", (await hot.Fsm.NextAsync()).Body);
        Assert.Equal(["serving", "serving"], (await StatusAsync(hosts)).Select(host => Plugin(host).GetProperty("state").GetString()));
        Assert.Contains($"{hot.Worker}:Version", await hosts.DoAsync("jobs", "--fleet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_job_is_seen_drained_and_cancelled_from_afar()
    {
        await using var hosts = await TwoHosts.StartAsync(node);
        var hot = hosts.Blue;
        await hosts.DoAsync("concurrency", hot.Worker, "1");
        await hosts.DoAsync("disable", "hot", "--host", "green");
        await hot.HoldAsync("1");

        var running = (await StatusAsync(hosts)).Single(host => host.GetProperty("host").GetString() == "blue").GetProperty("running")[0];
        Assert.Equal("Hold", running.GetProperty("subcommand").GetString());
        Assert.Equal(hot.Fsm.CorrelationId, running.GetProperty("correlationId").GetString());
        Assert.Contains($" 1/1 ", await hosts.DoAsync("status", "--host", "blue"), StringComparison.Ordinal);
        var (code, text) = await hosts.OperateAsync("drain", "hot", "--host", "blue", "--limit", "0.2");
        Assert.Equal(1, code);
        Assert.Contains("1 still runs after 0.2 s: wait longer, or cancel them", text, StringComparison.Ordinal);

        Assert.Contains($"job {running.GetProperty("id").GetString()} is cancelled", await hosts.DoAsync("cancel", "--correlation-id", hot.Fsm.CorrelationId), StringComparison.Ordinal);
        Assert.Equal($$"""{"status":"failed","data":"cancelled by {{Environment.UserName}}@{{Environment.MachineName}}"}""", (await hot.Fsm.NextAsync()).Body);
        Assert.Equal("blue: hot is idle and takes no new steps\n", await hosts.DoAsync("drain", "hot", "--host", "blue"));
        var (missing, said) = await hosts.OperateAsync("cancel", running.GetProperty("id").GetString()!);
        Assert.Equal(1, missing);
        Assert.Contains("it may have ended", said, StringComparison.Ordinal);

        await hosts.DoAsync("resume", "hot", "--host", "blue");
        await hosts.DoAsync("enable", "hot", "--host", "green");
        await hosts.DoAsync("concurrency", hot.Worker, "default");
        await Eventually.HoldsAsync(async () => await hot.ConsumersAsync(hot.Queue) == 2, () => "both consume");
        Assert.Contains("cancelled", await hosts.DoAsync("jobs", "--host", "blue", "--last", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_is_reloaded_host_by_host_until_one_fails_and_is_rolled_back()
    {
        await using var hosts = await TwoHosts.StartAsync(node);
        var hot = hosts.Blue;
        Assert.Equal("blue: hot 1.0.0.0 is loaded anew\ngreen: hot 1.0.0.0 is loaded anew\n", await hosts.DoAsync("reload", "hot"));
        Assert.Equal(4, hot.Loads.Count);
        await Eventually.HoldsAsync(
            async () => (await StatusAsync(hosts)).All(host => host.GetProperty("contextsAlive").GetInt32() == 1), () => $"the versions before are gone:\n{hot.Daemon.Output}\n{hosts.Green.Output}");

        var (none, nothing) = await hosts.OperateAsync("rollback", "hot");
        Assert.Equal(1, none);
        Assert.Contains("blue: failed: no earlier version of hot is kept", nothing, StringComparison.Ordinal);
        Assert.Contains("green: skipped: not ordered: an earlier host failed", nothing, StringComparison.Ordinal);

        hot.Replace(hot.Compile("2"));
        await hot.ShowsAsync("version", "2.0.0.0");
        await Eventually.HoldsAsync(() => Directory.Exists(Path.Combine(hot.Daemon.State, "good", ".before", "hot")), "the version before is kept");
        Assert.Equal("blue: hot 1.0.0.0 serves, until the folder holds another version\n", await hosts.DoAsync("rollback", "hot", "--host", "blue"));
        await hot.AnswersAsync("1");
        await hot.Daemon.StopAsync();
        await hot.StartAsync(TwoHosts.Arguments("blue", TwoHosts.Secret));
        Assert.Equal("1.0.0.0", Plugin((await StatusAsync(hosts))[0]).GetProperty("version").GetString());
        hot.Replace(hot.Compile("3"));
        await hot.ShowsAsync("version", "3.0.0.0");

        await File.WriteAllTextAsync(hot.Dll, "this is no assembly");
        await hot.ShowsAsync("reason", "is not a .NET assembly");
        var (code, text) = await hosts.OperateAsync("reload", "hot");
        Assert.Equal(1, code);
        Assert.Contains("blue: failed: hot was not loaded: what lies in the folder is refused, and version 3.0.0.0 goes on", text, StringComparison.Ordinal);
        Assert.Contains("green: skipped", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_hosts_page_and_interface_show_and_steer_the_others_too()
    {
        await using var hosts = await TwoHosts.StartAsync(node, TwoHosts.Secret, Daemon.Served);
        var hot = hosts.Blue;
        using var api = new ApiClient(hot.Daemon.Page);
        await Eventually.HoldsAsync(async () => (await api.GetAsync("/api/v1/hosts")).Body.GetArrayLength() == 2, () => "blue knows of green");

        Assert.Equal(["blue", "green"], (await api.GetAsync("/api/v1/hosts")).Body.EnumerateArray().Select(host => host.GetProperty("host").GetString()));
        Assert.Equal("""[{"host":"green","outcome":"done","message":"hot takes no new steps; those that run go on"}]""", (await api.PostAsync("/api/v1/plugins/hot/pause?host=green")).Body.ToString());
        Assert.Equal(["serving", "paused"], (await StatusAsync(hosts)).Select(host => Plugin(host).GetProperty("state").GetString()));
        var reload = (await api.PostAsync("/api/v1/plugins/hot/reload")).Body;
        Assert.Equal(["blue", "green"], reload.EnumerateArray().Select(answer => answer.GetProperty("host").GetString()));
        Assert.All(reload.EnumerateArray(), answer => Assert.Equal("done", answer.GetProperty("outcome").GetString()));
        await api.OrderAsync("/api/v1/resume");
        Assert.Equal(["serving", "serving"], (await StatusAsync(hosts)).Select(host => Plugin(host).GetProperty("state").GetString()));

        await api.OrderAsync("/api/v1/plugins/hot/disable?host=blue");
        await hot.Fsm.SendAsync(hot.Worker, hot.Holding);
        Assert.Contains("started", (await hot.Fsm.NextAsync()).Body, StringComparison.Ordinal);
        var job = (await api.GetAsync("/api/v1/jobs?state=running")).Body[0];
        Assert.Equal("green", job.GetProperty("host").GetString());
        Assert.Equal(200, (await api.PostAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}/cancel")).Status);
        Assert.Equal("""{"status":"failed","data":"cancelled by anonymous"}""", (await hot.Fsm.NextAsync()).Body);
        Assert.Contains("anonymous (bus) orders Cancel", await File.ReadAllTextAsync(Path.Combine(hosts.Green.State, "logs", "audit.log")), StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> StatusAsync(TwoHosts hosts) =>
        [.. (await hosts.DoAsync("status", "--json")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private static JsonElement Plugin(JsonElement host) => host.GetProperty("plugins").EnumerateArray().Single(plugin => plugin.GetProperty("name").GetString() == "hot");
}
