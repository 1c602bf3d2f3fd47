using System.Diagnostics;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Cli;

/// <summary>The daemon with no broker configured, and the commands that talk to it.</summary>
public sealed class PrivateBrokerRunTests
{
    [Fact]
    public async Task With_no_broker_configured_the_daemon_starts_one_and_the_ready_playbook_runs()
    {
        await using var daemon = Daemon.Prepare();
        foreach (var worker in (string[])["noop", "sleep", "megafrobber", "command"]) daemon.Install(worker);
        daemon.Configure("""{ "command": { "settings": { "allow": ["echo", "date", "uname", "sleep"] } } }""");
        await daemon.StartAsync(broker: null);

        var release = await CommandAsync(daemon, "release", Path.Combine(Repository.Root, "docs", "playbooks", "first-release.yaml"));
        Assert.True(release.ExitCode == 0, release.Output);
        var submit = await CommandAsync(daemon, "submit", "sleep:Nap", "seconds=0.25");
        Assert.Equal((0, "0.25"), (submit.ExitCode, submit.Output.Trim()));
        Assert.Equal(1, (await CommandAsync(daemon, "submit", "noop:Fail")).ExitCode);
        Assert.Equal(0, await daemon.StopAsync());

        Assert.False(File.Exists(Path.Combine(daemon.State, "ready.json")));
        var late = await CommandAsync(daemon, "submit", "noop:Go");
        Assert.Equal(1, late.ExitCode);
        Assert.Contains("no daemon with a private broker runs with the state folder", late.Errors, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> CommandAsync(Daemon daemon, params string[] arguments)
    {
        var start = new ProcessStartInfo(Daemon.Program, [.. arguments, "--state", daemon.State]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = daemon.Folder };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
