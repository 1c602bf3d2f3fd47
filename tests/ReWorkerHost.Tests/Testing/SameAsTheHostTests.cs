using ReWorkerHost.Testing;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Testing;

/// <summary>What the harness shows is what leaves a daemon: the same worker, the same jobs, the same replies to the byte.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class SameAsTheHostTests(RabbitMqNode node) : IAsyncLifetime
{
    private static readonly string[] Jobs =
    [
        Job(""" "subcommand": "Greet", "name": "you", "times": 2.0, "day": "friday", "hosts": ["ä"] """),
        Job(""" "subcommand": "GREET", "NAME": "you", "dynamic": ["environment"] """, """{ "Environment": "test" }"""),
        Job(""" "subcommand": "Greet", "name": 1, "times": 9, "day": "doomsday", "hosts": "a" """),
        Job(""" "subcommand": "Greet", "name": "nobody" """),
        Job(""" "subcommand": "Nothing" """),
        Job(""" "subcommand": "Fail" """),
        Job(""" "subcommand": "FailWithData" """),
        Job(""" "subcommand": "Fault" """),
        Job(""" "subcommand": "Unknown" """),
        Job(""" "subcommand": "" """),
        Job(""" "subcommand": "Greet", "name": "you", "dynamic": ["missing"] """),
        """{ "parameters": [] }""",
        "[]",
        "{",
        """{ "parameters": { "subcommand": "\ud800" } }""",
    ];

    private readonly Daemon daemon = Daemon.Prepare();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await daemon.DisposeAsync();

    [Fact]
    public async Task Every_job_gets_the_replies_that_a_daemon_sends()
    {
        var sources = new[] { "ProbeWorker", "ProbeParameters", "ProbeOptions", "ProbeStartup" };
        PluginCompiler.CompileFiles("probe", sources.Select(name => Path.Combine(Repository.Root, "tests", "ReWorkerHost.Tests", "Testing", $"{name}.cs")), Path.Combine(daemon.Plugins, "probe"));
        daemon.Configure("""{ "probe": { "settings": { "greeting": "Ahoy" } } }""");
        await daemon.StartAsync(node.Uri);
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        await using var harness = await WorkerHarness.CreateAsync<ProbeWorker>(new { greeting = "Ahoy" });

        foreach (var job in Jobs)
        {
            await fsm.SendRawAsync("worker.probe", job);
            var result = await harness.RunJobAsync(job);
            foreach (var reply in result.Replies)
            {
                var sent = await fsm.NextAsync();
                Assert.Equal(sent.Body.Replace(sent.MessageId!, "JOB", StringComparison.Ordinal), reply.Body.Replace(result.JobId, "JOB", StringComparison.Ordinal));
            }
        }

        Assert.Empty(fsm.Rest());
    }

    private static string Job(string parameters, string dynamic = "{}") => $$"""{ "group": "crew", "parameters": { "command": "probe", {{parameters}} }, "dynamic": {{dynamic}}, "notify": {} }""";
}
