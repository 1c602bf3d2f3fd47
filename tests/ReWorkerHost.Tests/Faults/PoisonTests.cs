using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Faults;

/// <summary>Jobs that take their host with them, at workers that are declared idempotent.</summary>
[Collection("RabbitMQ")]
public sealed class PoisonTests(RabbitMqNode node)
{
    [Theory]
    [InlineData("classic")]
    [InlineData("quorum")]
    public async Task A_job_that_ends_its_host_each_time_is_answered_as_failed_and_dead_lettered(string queueType)
    {
        var worker = $"poison-{queueType}";
        await using var daemon = Daemon.Prepare();
        daemon.Configure($$"""{ "poison": { "queueType": "{{queueType}}", "acknowledge": "onCompletion", "maxDeliveries": 2, "deadLetterExchange": "dead-{{queueType}}" } }""");
        PluginCompiler.Compile(
            "poison", $$"""[Worker("{{worker}}")] public sealed class Poison : Worker { [Subcommand] public Task Die() { Environment.FailFast("as the job asks"); return Task.CompletedTask; } }""",
            Path.Combine(daemon.Plugins, "poison"));
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        await fsm.Channel.ExchangeDeclareAsync($"dead-{queueType}", "fanout", durable: false, autoDelete: true);
        var dead = (await fsm.Channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true)).QueueName;
        await fsm.Channel.QueueBindAsync(dead, $"dead-{queueType}", "");

        await daemon.StartAsync(node.Uri);
        await fsm.SendAsync(worker, "\"subcommand\": \"Die\"");
        await daemon.ExitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("""{"status":"started"}""", (await fsm.NextAsync()).Body);
        await daemon.RunToEndAsync(node.Uri);
        Assert.Equal("""{"status":"started"}""", (await fsm.NextAsync()).Body);
        await daemon.StartAsync(node.Uri);

        Assert.Equal("""{"status":"failed","data":"the job was rejected: it was delivered 2 times before and never ended"}""", (await fsm.NextAsync()).Body);
        await Eventually.HoldsAsync(async () => await fsm.CountAsync(dead) == 1, () => $"the job is not in the dead-letter queue\n{daemon.Output}");
        Assert.Empty(fsm.Rest());
        await fsm.Channel.QueueDeleteAsync($"worker.{worker}", ifUnused: false, ifEmpty: false);
    }
}
