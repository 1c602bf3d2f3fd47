using System.Diagnostics;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Operations;

/// <summary>The daemon as a process, with a test in the place of systemd.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class DaemonTests(RabbitMqNode node)
{
    private static readonly string[] Steps = ["noop", "sleep"];

    [Fact]
    public async Task Systemd_is_told_of_the_start_of_life_of_reloads_and_of_the_stop()
    {
        using var systemd = new NoticeListener();
        await using var daemon = Daemon.Prepare();
        foreach (var plugin in Steps) daemon.Install(plugin);
        daemon.Variables["NOTIFY_SOCKET"] = systemd.Name;
        daemon.Variables["WATCHDOG_USEC"] = "6000000";
        await daemon.StartAsync(node.Uri);
        await systemd.HearsAsync("READY=1", () => daemon.Output);
        await systemd.HearsAsync("STATUS=2 of 2 plugins serve 2 queues", () => daemon.Output);
        await systemd.HearsAsync("WATCHDOG=1", () => daemon.Output, times: 2);

        await HangUpAsync(daemon);
        await systemd.HearsAsync("READY=1", () => daemon.Output, times: 2);

        Assert.Equal(0, await daemon.StopAsync());
        var states = systemd.Messages.Where(message => message.StartsWith("READY", StringComparison.Ordinal) || message.StartsWith("RELOADING", StringComparison.Ordinal) || message.StartsWith("STOPPING", StringComparison.Ordinal));
        Assert.Equal(["READY=1", "RELOADING=1", "READY=1", "STOPPING=1"], states.Select(message => message.Split('\n')[0]));
    }

    [Fact]
    public async Task SIGHUP_takes_up_plugins_json_and_the_settings_tells_every_error_and_never_ends_the_host()
    {
        await using var daemon = Daemon.Prepare();
        foreach (var plugin in Steps) daemon.Install(plugin);
        await daemon.StartAsync(node.Uri);

        daemon.Configure("""{ "sleep": { "enabled": false } }""");
        Settings(daemon, """{ "Host": { "LogLevel": "Warning", "DrainLimit": 7 } }""");
        await HangUpAsync(daemon);
        await daemon.OutputHoldsAsync("SIGHUP: these settings have changed since the start and need a restart: Host:DrainLimit.");
        await daemon.StatusHoldsAsync("disabled");
        Assert.DoesNotContain("SIGHUP: the settings are read again", daemon.Output, StringComparison.Ordinal); // the level holds at once

        Settings(daemon, """{ "Host": { "LogLevel": "loud", "DrainLimit": "soon" } }""");
        daemon.Configure("""{ "sleep": { "enabld": false } }""");
        await HangUpAsync(daemon);
        await daemon.OutputHoldsAsync("Host:DrainLimit: expected seconds from 0 to 86400, got \"soon\"; Host:LogLevel: expected one of");
        await daemon.OutputHoldsAsync("enabld");

        Settings(daemon, "{}");
        await HangUpAsync(daemon);
        await daemon.OutputHoldsAsync("SIGHUP: the settings are read again: Host:LogLevel is Information.");
        Assert.Equal(0, await daemon.StopAsync());
    }

    [Fact]
    public async Task Lines_for_the_journal_have_a_priority_and_no_time()
    {
        await using var daemon = Daemon.Prepare();
        // The journal's socket is known by its inode, so the daemon is started with a socket as its output.
        const string Script = """
            import os, socket, subprocess, sys
            ours, theirs = socket.socketpair()
            status = os.fstat(theirs.fileno())
            os.environ["JOURNAL_STREAM"] = f"{status.st_dev}:{status.st_ino}"
            daemon = subprocess.Popen(sys.argv[1:], stdout=theirs, stderr=subprocess.STDOUT)
            theirs.close()
            text = ""
            while "Ready:" not in text:
                part = ours.recv(65536)
                if not part: break
                text += part.decode()
            daemon.terminate()
            daemon.wait()
            print(text)
            """;

        var output = await Tool.RunAsync("python3", "-c", Script, Daemon.Program, "run", "--config", daemon.ConfigurationFile, "--state", daemon.State, "--broker", node.Uri);

        Assert.Contains("\n<6>ReadyAnnouncer: Ready: 0 plugins serve 0 queues", "\n" + output, StringComparison.Ordinal);
        Assert.Contains("\n<4>PluginSupervisor: There is no plugin in", "\n" + output, StringComparison.Ordinal);
        Assert.Contains("INFO  ReadyAnnouncer: Ready:", await File.ReadAllTextAsync(Path.Combine(daemon.State, "logs", "reworkerhost.log")), StringComparison.Ordinal);
    }

    private static void Settings(Daemon daemon, string content) => File.WriteAllText(Path.Combine(daemon.Folder, "appsettings.json"), content);

    private static async Task HangUpAsync(Daemon daemon)
    {
        using var kill = Process.Start("kill", ["-HUP", daemon.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
