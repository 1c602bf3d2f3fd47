using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Faults;

/// <summary>A plugin that hangs, throws from everywhere or ends the process.</summary>
[Collection("RabbitMQ")]
public sealed class MisbehaviourTests(RabbitMqNode node)
{
    private const string Completed = """{"status":"completed"}""";
    private const string Started = """{"status":"started"}""";

    [Fact]
    public async Task A_step_that_ignores_its_token_is_answered_after_its_grace_keeps_its_slot_and_others_go_on()
    {
        await using var bench = await FaultBench.StartAsync(node, """ "concurrency": 2, "timeout": 1, "grace": 0.5, "quarantine": { "faults": 0 } """);
        await using var lane = await bench.LaneAsync();
        var hanging = await lane.SendAsync(more: ",\"milliseconds\":20000,\"deaf\":true");
        await bench.AnsweredAsync(hanging);
        Assert.Equal("""{"status":"failed","data":"timed out after 1 s"}""", hanging.Replies[^1].Body);
        Assert.Equal(2, hanging.Replies.Count);

        var others = new List<LedgerJob>();
        for (var number = 0; number < 4; number++) others.Add(await lane.SendAsync(more: ",\"milliseconds\":150"));
        foreach (var job in others) await bench.AnsweredAsync(job);
        Assert.All(others, job => Assert.Equal("completed", job.Replies[^1].Status));
        await bench.Daemon.OutputHoldsAsync("its slot stays taken until it ends");
        await bench.Daemon.StatusHoldsAsync("did not end in time and still holds its slot");

        // The late outcome is dropped.
        await bench.Daemon.OutputHoldsAsync("its outcome is dropped", seconds: 40);
        await bench.Daemon.StatusHoldsAsync("\"health\": \"ok\"");
        bench.Judge("a hanging step");
    }

    [Fact]
    public async Task Steps_that_block_their_threads_keep_no_other_step_waiting()
    {
        const int Steps = 40;
        await using var bench = await FaultBench.StartAsync(node, $""" "concurrency": {Steps} """);
        await using var lane = await bench.LaneAsync();
        var jobs = new List<LedgerJob>();
        for (var number = 0; number < Steps; number++) jobs.Add(await lane.SendAsync(more: ",\"blocking\":8000"));

        // The thread pool by itself would add one thread in half a second: the last would begin when the first have ended.
        await Eventually.HoldsAsync(() => bench.Ledger.Executions().Count == Steps, "all steps have begun", seconds: 6);
        foreach (var job in jobs) await bench.AnsweredAsync(job);
        bench.Judge("blocked threads");
    }

    [Fact]
    public async Task A_step_that_heeds_its_token_is_answered_once_when_its_time_is_over()
    {
        await using var bench = await FaultBench.StartAsync(node, """ "timeout": 0.5, "grace": 10 """);
        await using var lane = await bench.LaneAsync();
        var job = await lane.SendAsync(more: ",\"milliseconds\":60000");
        await bench.AnsweredAsync(job);

        Assert.Equal("""{"status":"failed","data":"timed out after 0.5 s"}""", job.Replies[^1].Body);
        bench.Judge("a step that heeds its token");
    }

    [Fact]
    public async Task Steps_that_hang_too_often_have_their_plugin_set_aside()
    {
        await using var bench = await FaultBench.StartAsync(node, """ "concurrency": 4, "timeout": 0.3, "grace": 0.1, "quarantine": { "faults": 2, "window": 60, "backOff": 2 } """);
        await using var lane = await bench.LaneAsync();
        var jobs = new List<LedgerJob>();
        for (var number = 0; number < 2; number++) jobs.Add(await lane.SendAsync(more: ",\"milliseconds\":1500,\"deaf\":true"));
        foreach (var job in jobs) await bench.AnsweredAsync(job);
        await bench.Daemon.OutputHoldsAsync("Plugin ledger is set aside for 2 s");
        var later = await lane.SendAsync();
        await bench.AnsweredAsync(later);

        Assert.Equal("completed", later.Replies[^1].Status);
        await bench.Daemon.OutputHoldsAsync("is taken back and serves again");
        bench.Judge("set aside");
    }

    [Theory]
    [InlineData("AsyncVoid", "threw outside of its steps")]
    [InlineData("OnThread", "threw outside of its steps")]
    [InlineData("InTimer", "threw outside of its steps")]
    [InlineData("OnPool", "threw outside of its steps")]
    [InlineData("Finalizer", "threw outside of its steps")]
    [InlineData("Unobserved", "left a task behind that failed")]
    public async Task What_a_plugin_throws_where_nobody_catches_it_is_contained(string subcommand, string said)
    {
        await using var daemon = Daemon.Prepare();
        Compile(daemon);
        await daemon.StartAsync(node.Uri);
        await using var fsm = await Fsm.ConnectAsync(node.Uri);

        Assert.Equal([Started, Completed], await fsm.RunAsync("stray", $"\"subcommand\": \"{subcommand}\""));
        await Eventually.HoldsAsync(
            async () => (await fsm.RunAsync("stray", "\"subcommand\": \"Collect\"")).Count == 2 && daemon.Output.Contains(said, StringComparison.Ordinal), () => $"it is not said\n{daemon.Output}", seconds: 40);
        Assert.Equal(0, await daemon.StopAsync());
    }

    [Fact]
    public async Task Faults_outside_of_steps_have_their_plugin_set_aside()
    {
        await using var daemon = Daemon.Prepare();
        daemon.Configure("""{ "stray": { "quarantine": { "faults": 3, "window": 60, "backOff": 1 } } }""");
        Compile(daemon);
        await daemon.StartAsync(node.Uri);
        await using var fsm = await Fsm.ConnectAsync(node.Uri);

        for (var time = 0; time < 3; time++) Assert.Equal([Started, Completed], await fsm.RunAsync("stray", "\"subcommand\": \"AsyncVoid\""));
        await daemon.OutputHoldsAsync("Plugin stray is set aside for 1 s");
        Assert.Equal([Started, Completed], await fsm.RunAsync("stray", "\"subcommand\": \"Collect\""));
    }

    [Theory]
    [InlineData("StackOverflow")]
    [InlineData("FailFast")]
    [InlineData("Exit")]
    public async Task A_plugin_that_ends_the_process_gets_every_job_answered_after_the_restart(string subcommand)
    {
        await using var bench = await FaultBench.StartAsync(node);
        Compile(bench.Daemon);
        await Fsm.DeleteQueuesAsync(node.Uri, "worker.stray");
        await bench.Daemon.OutputHoldsAsync("Plugin stray 1.0.0.0 serves worker.stray");
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        await Eventually.HoldsAsync(() => IsConsumedAsync(fsm), () => $"the queue is not consumed\n{bench.Tail()}");
        await using var lane = await bench.LaneAsync();
        var others = new List<LedgerJob>();
        for (var number = 0; number < 4; number++) others.Add(await lane.SendAsync(more: ",\"milliseconds\":30000"));
        await Eventually.HoldsAsync(() => others.All(job => job.Replies.Count == 1), "the other jobs run");

        await fsm.SendAsync("stray", $"\"subcommand\": \"{subcommand}\"");
        await bench.Daemon.ExitAsync(TimeSpan.FromSeconds(60));
        await bench.RestartAsync();
        foreach (var job in others) await bench.AnsweredAsync(job);
        Assert.Equal(Started, (await fsm.NextAsync()).Body);
        Assert.StartsWith("""{"status":"failed","data":"interrupted:""", (await fsm.NextAsync()).Body, StringComparison.Ordinal);
        bench.Judge(subcommand);
    }

    private static async Task<bool> IsConsumedAsync(Fsm fsm)
    {
        await using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(fsm.Broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return await channel.ConsumerCountAsync("worker.stray") == 1;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }

    private static void Compile(Daemon daemon) => PluginCompiler.Compile("stray", """
        public sealed class Dropped { ~Dropped() => throw new InvalidOperationException("of a finalizer"); }

        public sealed class Stray : Worker
        {
            private static Timer? timer;

            [Subcommand] public Task AsyncVoid() { ThrowLater(); return Task.CompletedTask; }
            [Subcommand] public Task OnThread() { new Thread(() => throw new InvalidOperationException("of a thread")).Start(); return Task.CompletedTask; }
            [Subcommand] public Task InTimer() { timer = new Timer(_ => throw new InvalidOperationException("of a timer"), null, 10, Timeout.Infinite); return Task.CompletedTask; }
            [Subcommand] public Task OnPool() { ThreadPool.QueueUserWorkItem(_ => throw new InvalidOperationException("of the pool")); return Task.CompletedTask; }
            [Subcommand] public Task Unobserved() { Leave(); return Task.CompletedTask; }
            [Subcommand] public Task Collect() { GC.Collect(); GC.WaitForPendingFinalizers(); return Task.CompletedTask; }
            [Subcommand] public Task StackOverflow() { return Task.FromResult(Deeper(0)); }
            [Subcommand] public Task FailFast() { Environment.FailFast("of the plugin"); return Task.CompletedTask; }
            [Subcommand] public Task Exit() { Environment.Exit(3); return Task.CompletedTask; }

            [Subcommand] public Task Finalizer() { Drop(); return Task.CompletedTask; }

            private static async void ThrowLater() { await Task.Delay(10); throw new InvalidOperationException("of an async void"); }
            private static void Leave() => _ = Task.Run(() => throw new InvalidOperationException("of a task"));
            private static void Drop() => _ = new Dropped();
            private static int Deeper(int depth) => Deeper(depth + 1) + Deeper(depth + 2);
        }
        """, Path.Combine(daemon.Plugins, "stray"));
}
