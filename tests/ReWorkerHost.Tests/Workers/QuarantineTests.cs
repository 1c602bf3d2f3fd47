using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Workers;

/// <summary>A plugin that fails by faults of its own is set aside, and comes back by itself.</summary>
[Collection(RabbitMqNodeGroup.Name)]
public sealed class QuarantineTests(RabbitMqNode node)
{
    [Fact]
    public async Task Faults_set_a_plugin_aside_and_its_queue_keeps_the_jobs_until_its_files_change()
    {
        await using var host = await HotDaemon.StartAsync(node, """{ "hot": { "quarantine": { "faults": 3, "backOff": 3600 } } }""");

        for (var fault = 0; fault < 3; fault++) Assert.Contains("failed", (await host.Fsm.RunAsync(host.Worker, "\"subcommand\": \"Throw\""))[^1], StringComparison.Ordinal);
        await host.ShowsAsync("state", "quarantined");
        await Eventually.HoldsAsync(async () => await host.ConsumersAsync(host.Queue) == 0, () => "it still consumes");
        await host.Fsm.SendAsync(host.Worker, "\"subcommand\": \"Version\"");
        await host.SettleAsync();
        Assert.Equal(1u, await host.Fsm.CountAsync(host.Queue));
        Assert.Empty(host.Fsm.Rest());

        host.Replace(host.Compile("2"));
        Assert.Equal("""{"status":"started"}""", (await host.Fsm.NextAsync()).Body);
        Assert.Equal("""{"status":"completed","data":"2"}""", (await host.Fsm.NextAsync()).Body);
        await host.ShowsAsync("state", "serving");
    }

    [Fact]
    public async Task A_plugin_set_aside_comes_back_by_itself_also_where_a_refused_version_lies_in_the_folder()
    {
        await using var host = await HotDaemon.StartAsync(node, """{ "hot": { "quarantine": { "faults": 2, "backOff": 1 } } }""");
        host.Replace(host.Compile("2", "throw new ArgumentException(\"never\");"));
        await host.ShowsAsync("reason", "never");

        for (var fault = 0; fault < 2; fault++) await host.Fsm.RunAsync(host.Worker, "\"subcommand\": \"Throw\"");
        await Eventually.HoldsAsync(() => host.Daemon.Output.Contains("hot is set aside for 1 s", StringComparison.Ordinal), "it is set aside");
        await Eventually.HoldsAsync(() => host.Daemon.Output.Contains("hot is taken back", StringComparison.Ordinal), "it is taken back");

        await host.AnswersAsync("1");
        for (var fault = 0; fault < 2; fault++) await host.Fsm.RunAsync(host.Worker, "\"subcommand\": \"Throw\"");
        await Eventually.HoldsAsync(() => host.Daemon.Output.Contains("hot is set aside for 2 s", StringComparison.Ordinal), "it is set aside for longer");
        Assert.Equal(["1", "2"], host.Loads);
    }

    [Fact]
    public async Task A_step_that_merely_answers_failed_is_no_fault()
    {
        await using var host = await HotDaemon.StartAsync(node, """{ "hot": { "quarantine": { "faults": 2, "backOff": 3600 } } }""");

        for (var step = 0; step < 4; step++)
        {
            Assert.Equal("""{"status":"failed","data":"no"}""", (await host.Fsm.RunAsync(host.Worker, "\"subcommand\": \"Fail\""))[^1]);
            Assert.Contains("no subcommand", (await host.Fsm.RunAsync(host.Worker, "\"subcommand\": \"Nothing\""))[^1], StringComparison.Ordinal);
        }

        await host.Fsm.RunAsync(host.Worker, "\"subcommand\": \"Throw\"");
        await host.AnswersAsync("1");
        await host.ShowsAsync("state", "serving");
    }

    [Fact]
    public async Task A_start_up_that_fails_is_tried_again_after_its_back_off()
    {
        await using var host = await HotDaemon.PrepareAsync(node);
        var flag = Path.Combine(host.Daemon.Folder, "broken");
        await File.WriteAllTextAsync(flag, "");
        host.Daemon.Configure("""{ "hot": { "quarantine": { "backOff": 0.5 } } }""");
        Directory.CreateDirectory(host.Folder);
        File.Copy(host.Compile("1", $"if (File.Exists(\"{flag}\")) throw new IOException(\"the licence server is away\");"), host.Dll);

        await host.StartAsync();
        await host.ShowsAsync("state", "quarantined");
        await host.ShowsAsync("reason", "the licence server is away");
        await Eventually.HoldsAsync(() => host.Loads.Count >= 2, "it is tried again");
        File.Delete(flag);

        await host.AnswersAsync("1");
        await host.ShowsAsync("reason", null);
    }
}
