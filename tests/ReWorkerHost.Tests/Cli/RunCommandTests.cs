using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Cli;

/// <summary>The daemon as a process, at a real broker.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class RunCommandTests(RabbitMqNode node)
{
    private const string Slow = """
        public sealed class SlowParameters { public required string Begun { get; init; } public required string Go { get; init; } }

        public sealed class Slow : Worker
        {
            [Subcommand]
            public async Task<string> Wait(SlowParameters parameters, CancellationToken cancellationToken)
            {
                File.AppendAllText(parameters.Begun, "begun\n");
                while (!File.Exists(parameters.Go)) await Task.Delay(10, cancellationToken);
                return "done";
            }
        }
        """;

    [Fact]
    public async Task Plugins_that_can_not_be_served_are_reported_and_harm_no_other()
    {
        await using var daemon = Daemon.Prepare();
        for (var number = 1; number <= 17; number++)
        {
            PluginCompiler.Compile($"p{number}", $$"""[Worker("p{{number}}")] public sealed class W : Worker { [Subcommand] public Task<int> Go() => Task.FromResult({{number}}); }""", Path.Combine(daemon.Plugins, $"p{number}"));
        }

        PluginCompiler.Compile("two", "public sealed class Left : Worker { [Subcommand] public Task Go() => Task.CompletedTask; } public sealed class Right : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }", Path.Combine(daemon.Plugins, "two"));
        Directory.CreateDirectory(Path.Combine(daemon.Plugins, "corrupt"));
        await File.WriteAllTextAsync(Path.Combine(daemon.Plugins, "corrupt", "corrupt.dll"), "this is no assembly");
        daemon.Install("needs-missing");
        File.Delete(Path.Combine(daemon.Plugins, "needs-missing", "SimpleBase.dll"));
        await daemon.StartAsync(node.Uri);
        await using var fsm = await Fsm.ConnectAsync(node.Uri);

        for (var number = 1; number <= 17; number++)
        {
            Assert.Equal(["""{"status":"started"}""", $$"""{"status":"completed","data":{{number}}}"""], await fsm.RunAsync($"p{number}", "\"subcommand\": \"Go\""));
        }

        Assert.Equal(["""{"status":"started"}""", """{"status":"completed"}"""], await fsm.RunAsync("left", "\"subcommand\": \"go\""));
        Assert.Equal(["""{"status":"started"}""", """{"status":"completed"}"""], await fsm.RunAsync("right", "\"subcommand\": \"GO\""));
        await daemon.OutputHoldsAsync("18 plugins serve 19 queues");
        await daemon.OutputHoldsAsync("corrupt in the plugins folder can't be used: corrupt.dll is not a .NET assembly, or is damaged");
        await daemon.OutputHoldsAsync("Plugin needs-missing 0.1.0.0 is refused: it needs SimpleBase ");
    }

    [Fact]
    public async Task A_stop_finishes_the_running_step_and_leaves_the_others_in_the_queue()
    {
        await using var daemon = Daemon.Prepare();
        daemon.Configure("""{ "slow": { "concurrency": 1 } }""");
        PluginCompiler.Compile("slow", Slow, Path.Combine(daemon.Plugins, "slow"));
        await daemon.StartAsync(node.Uri);
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        var (begun, go) = (Path.Combine(daemon.Folder, "begun"), Path.Combine(daemon.Folder, "go"));

        for (var job = 0; job < 3; job++) await fsm.SendAsync("slow", $"\"subcommand\": \"Wait\", \"begun\": \"{begun}\", \"go\": \"{go}\"");
        await Eventually.HoldsAsync(() => File.Exists(begun), "the first step has begun");
        daemon.Terminate();
        await Eventually.HoldsAsync(async () => await fsm.CountAsync("worker.slow") == 2, () => $"the other two are not in the queue\n{daemon.Output}");
        await File.WriteAllTextAsync(go, "");
        var exitCode = await daemon.ExitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, exitCode);
        Assert.Equal("""{"status":"started"}""", (await fsm.NextAsync()).Body);
        Assert.Equal("""{"status":"completed","data":"done"}""", (await fsm.NextAsync()).Body);
        Assert.Empty(fsm.Rest());
        Assert.Equal(2u, await fsm.CountAsync("worker.slow"));
        Assert.Equal("begun\n", await File.ReadAllTextAsync(begun));
        await fsm.Channel.QueueDeleteAsync("worker.slow", ifUnused: false, ifEmpty: false);
    }

    [Fact]
    public async Task A_step_that_outlasts_the_drain_limit_is_cancelled_and_answered()
    {
        await using var daemon = Daemon.Prepare();
        daemon.Install("sleep");
        await daemon.StartAsync(node.Uri, "--set", "Host:DrainLimit=0.2");
        await using var fsm = await Fsm.ConnectAsync(node.Uri);

        await fsm.SendAsync("sleep", "\"subcommand\": \"Nap\", \"seconds\": 3600");
        Assert.Equal("""{"status":"started"}""", (await fsm.NextAsync()).Body);
        var exitCode = await daemon.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal("""{"status":"failed","data":"interrupted: the host stopped while the step ran; its outcome is unknown"}""", (await fsm.NextAsync()).Body);
    }

    [Fact]
    public async Task A_second_signal_ends_the_wait_for_running_steps()
    {
        await using var daemon = Daemon.Prepare();
        daemon.Install("sleep");
        await daemon.StartAsync(node.Uri, "--set", "Host:DrainLimit=3600");
        await using var fsm = await Fsm.ConnectAsync(node.Uri);

        await fsm.SendAsync("sleep", "\"subcommand\": \"Nap\", \"seconds\": 3600");
        Assert.Equal("""{"status":"started"}""", (await fsm.NextAsync()).Body);
        daemon.Terminate();
        await Eventually.HoldsAsync(async () => await fsm.Channel.ConsumerCountAsync("worker.sleep") == 0, () => $"the queue is still consumed\n{daemon.Output}");
        var exitCode = await daemon.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.StartsWith("""{"status":"failed","data":"interrupted:""", (await fsm.NextAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_declaring_switched_off_the_queue_is_waited_for()
    {
        await using var daemon = Daemon.Prepare();
        PluginCompiler.Compile("patient", "public sealed class Patient : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }", Path.Combine(daemon.Plugins, "patient"));
        var starting = daemon.StartAsync(node.Uri, "--set", "RabbitMQ:Declare=false");
        await daemon.OutputHoldsAsync("worker.patient can't be consumed and is tried again");
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        await fsm.Channel.QueueDeclareAsync("worker.patient", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-max-length"] = 1000 });
        await fsm.Channel.ExchangeDeclareAsync("re", "topic", durable: true, autoDelete: false);
        await fsm.Channel.QueueBindAsync("worker.patient", "re", "worker.patient");
        await starting;

        Assert.Equal(["""{"status":"started"}""", """{"status":"completed"}"""], await fsm.RunAsync("patient", "\"subcommand\": \"Go\""));
    }

    [Fact]
    public async Task The_password_is_never_printed()
    {
        await using var daemon = Daemon.Prepare();
        daemon.Install("noop");
        var address = new Uri(node.Uri);
        await daemon.StartAsync(node.Uri, "--log-level", "Trace");
        await daemon.StopAsync();

        var password = address.UserInfo.Split(':')[1];
        await daemon.OutputHoldsAsync($"amqp://{address.UserInfo.Split(':')[0]}:***@127.0.0.1:{address.Port}/");
        Assert.DoesNotContain(password, daemon.Output, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(daemon.State, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(password, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_line_of_a_step_carries_its_ids_and_the_log_is_json_on_request()
    {
        await using var daemon = Daemon.Prepare();
        PluginCompiler.Compile(
            "chatty",
            "public sealed class Chatty : Worker { [Subcommand] public Task Go(StepContext step) { Microsoft.Extensions.Logging.LoggerExtensions.LogWarning(step.Logger, \"said by the plugin\\nover two lines\"); return Task.CompletedTask; } }",
            Path.Combine(daemon.Plugins, "chatty"));
        await daemon.StartAsync(node.Uri, "--log-json");
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        await fsm.RunAsync("chatty", "\"subcommand\": \"Go\"");
        await daemon.StopAsync();

        var lines = (await File.ReadAllLinesAsync(Path.Combine(daemon.State, "logs", "reworkerhost.log"))).Select(line => System.Text.Json.JsonElement.Parse(line)).ToList();
        var said = Assert.Single(lines, line => line.GetProperty("message").GetString() == "said by the plugin\nover two lines");
        Assert.Equal(("chatty", "chatty", fsm.CorrelationId), (Text(said, "plugin"), Text(said, "worker"), Text(said, "correlationId")));
        Assert.All(lines.Where(line => Text(line, "message") is "Started Go." || Text(line, "message")!.StartsWith("The step", StringComparison.Ordinal)), line =>
            Assert.Equal((Text(said, "plugin"), Text(said, "correlationId"), Text(said, "jobId")), (Text(line, "plugin"), Text(line, "correlationId"), Text(line, "jobId"))));
    }

    [Fact]
    public async Task A_state_folder_serves_one_host_at_a_time()
    {
        await using var daemon = Daemon.Prepare();
        daemon.Install("noop");
        await daemon.StartAsync(node.Uri);
        await using var second = Daemon.Prepare();

        Assert.Equal(1, await second.RunToEndAsync(node.Uri, "--state", daemon.State));
        await second.OutputHoldsAsync("is in use by another host: stop that one, or give this one a folder of its own with --state");
    }

    [Fact]
    public async Task The_host_waits_for_a_broker_that_is_not_there_yet_and_comes_back_after_a_restart()
    {
        await using var daemon = Daemon.Prepare();
        daemon.Install("noop");
        var port = node.Broker.Ports.Amqp;
        var address = node.Uri;
        await node.StopAsync();
        var starting = daemon.StartAsync(address);
        await daemon.OutputHoldsAsync("can't be reached and is tried again");
        await node.StartAsync(port);
        await starting;
        await using (var fsm = await Fsm.ConnectAsync(node.Uri)) Assert.Equal(2, (await fsm.RunAsync("noop", "\"subcommand\": \"Go\"")).Count);

        await node.RestartAsync();
        await using var later = await Fsm.ConnectAsync(node.Uri);
        await Eventually.HoldsAsync(async () => await later.Channel.ConsumerCountAsync("worker.noop") == 1, () => $"it does not consume again\n{daemon.Output}", seconds: 60);
        Assert.Equal(["""{"status":"started"}""", """{"status":"completed"}"""], await later.RunAsync("noop", "\"subcommand\": \"Go\""));
    }

    private static string? Text(System.Text.Json.JsonElement line, string key) => line.TryGetProperty(key, out var value) ? value.GetString() : null;
}
