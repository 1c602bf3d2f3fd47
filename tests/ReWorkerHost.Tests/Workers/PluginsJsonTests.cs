using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Workers;

/// <summary><c>plugins.json</c> changes while the host runs.</summary>
[Collection(RabbitMqNodeGroup.Name)]
public sealed class PluginsJsonTests(RabbitMqNode node)
{
    [Fact]
    public async Task Concurrency_and_bindings_change_without_a_reload()
    {
        await using var host = await HotDaemon.StartAsync(node, """{ "hot": { "concurrency": 1 } }""");
        await host.HoldAsync("1");
        await host.Fsm.SendAsync(host.Worker, host.Holding);

        host.Daemon.Configure($$"""{ "hot": { "concurrency": 2, "bindings": ["{{host.Queue}}", "more.{{host.Worker}}"] } }""");
        Assert.Equal("""{"status":"started"}""", (await host.Fsm.NextAsync()).Body);
        await Eventually.HoldsAsync(() => host.Lines.Count(line => line == "begin 1") == 2, "two steps run");
        host.Release();
        Assert.All(new[] { await host.Fsm.NextAsync(), await host.Fsm.NextAsync() }, reply => Assert.Equal("""{"status":"completed","data":"1"}""", reply.Body));

        await Eventually.HoldsAsync(() => host.Daemon.Output.Split($"Consuming {host.Queue}").Length > 2, "it consumes with the new bindings");
        await host.Fsm.SendRawAsync($"more.{host.Worker}", """{ "group": "test", "parameters": { "subcommand": "Version" } }""");
        Assert.Equal("""{"status":"started"}""", (await host.Fsm.NextAsync()).Body);
        Assert.Equal("""{"status":"completed","data":"1"}""", (await host.Fsm.NextAsync()).Body);
        Assert.Equal(["1"], host.Loads);
    }

    [Fact]
    public async Task The_output_level_changes_without_a_reload()
    {
        await using var host = await HotDaemon.StartAsync(node);
        var channel = host.Fsm.Channel;
        await channel.QueueBindAsync(host.Fsm.ReplyTo, "re", "output");
        Assert.Contains(await BodiesAsync(), body => body.Contains("Starting HotWorker", StringComparison.Ordinal));

        host.Daemon.Configure("""{ "hot": { "outputLevel": "error" } }""");

        await Eventually.HoldsAsync(async () => (await BodiesAsync()).All(body => body.Contains("status", StringComparison.Ordinal)), () => $"output is still sent:\n{host.Daemon.Output}");
        Assert.Equal(["1"], host.Loads);

        async Task<IReadOnlyList<string>> BodiesAsync()
        {
            await host.Fsm.SendAsync(host.Worker, "\"subcommand\": \"Version\"");
            var bodies = new List<string>();
            do bodies.Add((await host.Fsm.NextAsync()).Body);
            while (!bodies[^1].Contains("completed", StringComparison.Ordinal));
            return bodies;
        }
    }

    [Fact]
    public async Task Settings_reload_the_plugin_whose_they_are_and_no_other()
    {
        await using var host = await HotDaemon.StartAsync(node);
        await host.SettleAsync();
        await Eventually.HoldsAsync(() => host.Status("other1")?.GetProperty("state").GetString() == "serving", "the other plugin is shown");
        var other = host.Status("other1")!.Value.ToString();

        host.Daemon.Configure("""{ "hot": { "settings": { "text": "from plugins.json" } } }""");

        await host.AnswersAsync("Setting", "from plugins.json");
        await host.SettleAsync();
        Assert.Equal(["1", "1"], host.Loads);
        Assert.Equal(other, host.Status("other1")!.Value.ToString());
        Assert.Equal(1, host.Daemon.Output.Split("Plugin other1 ").Length - 1);
    }

    [Fact]
    public async Task A_file_with_errors_changes_nothing_and_each_is_told()
    {
        await using var host = await HotDaemon.StartAsync(node);

        host.Daemon.Configure("""{ "hot": { "concurrency": 0, "enabled": false, "outputLevel": "loud" } }""");

        await Eventually.HoldsAsync(() => Problems().Contains("plugins.hot.concurrency", StringComparison.Ordinal) && Problems().Contains("plugins.hot.outputLevel", StringComparison.Ordinal), "the status tells both errors");
        await host.Daemon.OutputHoldsAsync("plugins.hot.concurrency");
        await host.AnswersAsync("1");

        await File.WriteAllTextAsync(host.Daemon.ConfigurationFile, "{ \"plugins\": { \"hot\"");
        await Eventually.HoldsAsync(() => Problems().Contains("it is not JSON", StringComparison.Ordinal), "the status tells the new error");
        await host.AnswersAsync("1");

        host.Daemon.Configure("{}");
        await Eventually.HoldsAsync(() => Problems() == "[]", "no error is left");
        Assert.Equal(["1"], host.Loads);

        string Problems() => System.Text.Json.JsonElement.Parse(File.ReadAllText(Path.Combine(host.Daemon.State, "plugins.json"))).GetProperty("configurationProblems").ToString();
    }

    [Fact]
    public async Task A_plugin_is_switched_off_and_on()
    {
        await using var host = await HotDaemon.StartAsync(node);

        host.Daemon.Configure("""{ "hot": { "enabled": false } }""");
        await host.ShowsAsync("state", "disabled");
        await Eventually.HoldsAsync(async () => await host.ConsumersAsync(host.Queue) == 0, () => "it still consumes");
        await host.Fsm.SendAsync(host.Worker, "\"subcommand\": \"Version\"");
        host.Daemon.Configure("""{ "hot": { "enabled": true } }""");

        Assert.Equal("""{"status":"started"}""", (await host.Fsm.NextAsync()).Body);
        Assert.Equal("""{"status":"completed","data":"1"}""", (await host.Fsm.NextAsync()).Body);
    }
}
