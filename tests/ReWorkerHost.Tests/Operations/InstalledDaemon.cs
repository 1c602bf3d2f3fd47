using System.Collections.Concurrent;
using System.Diagnostics;
using ReWorkerHost.Broker;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Operations;

/// <summary>The installed daemon, run as its unit says: user, working folder, environment, and nothing else of this process.</summary>
internal sealed class InstalledDaemon : IDisposable
{
    private const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private readonly UnitFile unit = new("/usr/lib/systemd/system/reworkerhost.service");
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    /// <summary>Starts it.</summary>
    public InstalledDaemon(NoticeListener systemd)
    {
        var state = $"/var/lib/{unit["StateDirectory"]}";
        process = new Process
        {
            StartInfo = AsItsUser([
                $"HOME={state}", $"STATE_DIRECTORY={state}", $"LOGS_DIRECTORY=/var/log/{unit["LogsDirectory"]}", $"NOTIFY_SOCKET={systemd.Name}", "WATCHDOG_USEC=3000000", .. unit["ExecStart"].Split(' '),
            ]),
        };
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has printed.</summary>
    public string Output => string.Join('\n', lines);

    /// <summary>Waits until it has printed a text.</summary>
    public Task PrintsAsync(string text) => Eventually.HoldsAsync(() => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)), () => $"\"{text}\" was not printed:\n{Output}");

    /// <summary>Runs a command as the daemon's user, from any folder.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        using var command = Process.Start(AsItsUser(["/usr/bin/reworkerhost", .. arguments]))!;
        var errors = command.StandardError.ReadToEndAsync();
        var output = await command.StandardOutput.ReadToEndAsync() + await errors;
        await command.WaitForExitAsync();
        Assert.True(command.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {command.ExitCode}:\n{output}\n{Output}");
        return output;
    }

    /// <summary>Stops it as systemd would, and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        ProcessSignal.Send(process.Id, Signal.Terminate);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private ProcessStartInfo AsItsUser(string[] variablesAndCommand) => new(
        "setpriv",
        [$"--reuid={unit["User"]}", $"--regid={unit["Group"]}", "--clear-groups", "--no-new-privs", "--bounding-set=-all", "env", "-i", $"PATH={SearchPath}", .. variablesAndCommand])
    {
        WorkingDirectory = unit["WorkingDirectory"],
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
