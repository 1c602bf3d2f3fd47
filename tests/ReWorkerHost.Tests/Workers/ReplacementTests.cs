using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Workers;

/// <summary>A new version takes over while steps run and jobs come.</summary>
[Collection(RabbitMqNodeGroup.Name)]
public sealed class ReplacementTests(RabbitMqNode node)
{
    [Fact]
    public async Task A_step_that_a_version_has_begun_is_finished_by_it_while_the_next_version_serves()
    {
        await using var host = await HotDaemon.StartAsync(node);
        await host.HoldAsync("1");

        host.Replace(host.Compile("2"));
        await host.AnswersAsync("2");
        Assert.DoesNotContain("end 1", host.Lines);
        host.Release();

        Assert.Equal("""{"status":"completed","data":"1"}""", (await host.Fsm.NextAsync()).Body);
        await host.AnswersAsync("2");
        // The journal watches its acknowledgements for 10 s, and must not hold it for as long.
        await Eventually.HoldsAsync(() => host.Daemon.Output.Contains("hot 1.0.0.0 is gone from memory", StringComparison.Ordinal), "the first version is gone from memory", seconds: 8);
        await host.ShowsAsync("contextsAlive", "1");
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(host.Daemon.State, "shadow", "hot")));
        Assert.Empty(host.Fsm.Rest());
    }

    [Fact]
    public async Task Two_versions_never_run_more_steps_at_a_time_than_one_may()
    {
        await using var host = await HotDaemon.StartAsync(node, """{ "hot": { "concurrency": 1 } }""");
        await host.HoldAsync("1");
        for (var step = 0; step < 4; step++) await host.Fsm.SendAsync(host.Worker, host.Holding);

        host.Replace(host.Compile("2"));
        await host.ShowsAsync("version", "2.0.0.0");
        await host.SettleAsync();
        Assert.Equal(["start 1", "begin 1", "start 2"], host.Lines);
        host.Release();

        Assert.Equal("""{"status":"completed","data":"1"}""", (await host.Fsm.NextAsync()).Body);
        for (var step = 0; step < 4; step++)
        {
            Assert.Equal("""{"status":"started"}""", (await host.Fsm.NextAsync()).Body);
            Assert.StartsWith("""{"status":"completed","data":""", (await host.Fsm.NextAsync()).Body, StringComparison.Ordinal);
        }

        var steps = host.Lines.Where(line => !line.StartsWith("start", StringComparison.Ordinal)).ToList();
        Assert.All(steps.Chunk(2), pair => Assert.Equal(pair[0].Replace("begin", "end", StringComparison.Ordinal), pair[1]));
        Assert.Equal("end 2", steps[^1]);
        Assert.Empty(host.Fsm.Rest());
    }

    [Fact]
    public async Task No_job_is_lost_failed_or_answered_twice_while_versions_follow_each_other()
    {
        const int Jobs = 1000;
        await using var host = await HotDaemon.StartAsync(node);
        string[] versions = [.. Enumerable.Range(2, 6).Select(version => host.Compile($"{version}"))];

        var sending = SendAsync();
        foreach (var (index, version) in versions.Index())
        {
            if (index % 2 == 0) host.Replace(version);
            else File.Copy(version, host.Dll, overwrite: true);
            await host.ShowsAsync("version", $"{index + 2}.0.0.0");
        }

        await sending;
        var replies = new List<string>();
        while (replies.Count < Jobs * 2) replies.Add((await host.Fsm.NextAsync()).Body);
        await host.SettleAsync();

        Assert.Empty(host.Fsm.Rest());
        Assert.Equal(Jobs, replies.Count(reply => reply == """{"status":"started"}"""));
        Assert.Equal(Jobs, replies.Count(reply => reply.StartsWith("""{"status":"completed","data":""", StringComparison.Ordinal)));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], host.Loads);
        Assert.Equal(0u, await host.Fsm.CountAsync(host.Queue));

        async Task SendAsync()
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            for (var job = 0; job < Jobs; job++)
            {
                await host.Fsm.SendAsync(host.Worker, "\"subcommand\": \"Version\"");
                await pace.WaitForNextTickAsync();
            }
        }
    }

    [Fact]
    public async Task A_removed_plugin_finishes_its_step_and_is_gone_and_its_queue_keeps_the_jobs()
    {
        await using var host = await HotDaemon.StartAsync(node);
        await host.HoldAsync("1");

        Directory.Delete(host.Folder, recursive: true);
        await Eventually.HoldsAsync(async () => await host.ConsumersAsync(host.Queue) == 0, () => "it still consumes");
        await host.ShowsAsync("state", "draining");
        await host.Fsm.SendAsync(host.Worker, "\"subcommand\": \"Version\"");
        host.Release();

        Assert.Equal("""{"status":"completed","data":"1"}""", (await host.Fsm.NextAsync()).Body);
        await Eventually.HoldsAsync(() => host.Status() is null, "the plugin is gone from the status");
        await Eventually.HoldsAsync(() => host.Daemon.Output.Contains("hot 1.0.0.0 is gone from memory", StringComparison.Ordinal), "it is gone from memory");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(host.Daemon.State, "shadow"), "*", SearchOption.AllDirectories));
        Assert.Equal(1u, await host.Fsm.CountAsync(host.Queue));

        Directory.CreateDirectory(host.Folder);
        host.Replace(host.Compile("2"));
        Assert.Equal("""{"status":"started"}""", (await host.Fsm.NextAsync()).Body);
        Assert.Equal("""{"status":"completed","data":"2"}""", (await host.Fsm.NextAsync()).Body);
    }

    [Fact]
    public async Task A_folder_deleted_and_copied_anew_is_replaced_and_not_removed()
    {
        await using var host = await HotDaemon.StartAsync(node);
        var next = host.Compile("2");

        Directory.Delete(host.Folder, recursive: true);
        Directory.CreateDirectory(host.Folder);
        File.Copy(next, host.Dll);

        await host.AnswersAsync("2");
        Assert.DoesNotContain("is removed", host.Daemon.Output, StringComparison.Ordinal);
        Assert.Equal(["1", "2"], host.Loads);
    }
}
