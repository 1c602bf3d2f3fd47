using System.Diagnostics;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Cli;

/// <summary>The state machine of <c>tests/fsm</c>, written from the protocol alone and in another language, against the daemon.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class ProtocolTests(RabbitMqNode node)
{
    [Fact]
    public async Task An_FSM_written_in_another_language_gets_exactly_the_answers_of_the_protocol()
    {
        await using var daemon = Daemon.Prepare();
        foreach (var worker in (string[])["noop", "sleep", "megafrobber", "command"]) daemon.Install(worker);
        daemon.Configure("""{ "command": { "settings": { "allow": ["echo", "true", "false", "sh", "sleep", "cat"] } } }""");
        await Fsm.DeleteQueuesAsync(node.Uri, "worker.noop", "worker.sleep", "worker.megafrobber", "worker.command");
        await RunAsync("--prepare"); // a queue with other arguments than the host's, a dead-letter exchange among them
        await daemon.StartAsync(node.Uri);

        var report = await RunAsync();

        Assert.EndsWith(" passed, 0 failed", report.TrimEnd(), StringComparison.Ordinal);
        await Fsm.DeleteQueuesAsync(node.Uri, "worker.noop");
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Repository.Root, "tests", "fsm", "fsm.py"), "--uri", node.Uri, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var report = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, report);
        return report;
    }
}
