using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ReWorkerHost.Soak;

/// <summary>A daemon with a folder of its own.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    private readonly string executable;
    private readonly string folder;
    private Process? process;

    public Daemon(string executable, string folder)
    {
        this.executable = Path.GetFullPath(executable);
        this.folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(PluginsFolder);
        Directory.CreateDirectory(Scratch);
        File.WriteAllText(Path.Combine(this.folder, "plugins.json"), """{ "folder": "plugins" }""");
    }

    public string PluginsFolder => Path.Combine(folder, "plugins");

    /// <summary>Where versions wait. It is on the same file system, so that a move is a rename.</summary>
    public string Scratch => Path.Combine(folder, "scratch");

    /// <summary>The private broker, where the daemon runs one.</summary>
    public string? Broker { get; private set; }

    /// <summary>What <c>state/plugins.json</c> says.</summary>
    public JsonElement Status => JsonElement.Parse(File.ReadAllText(Path.Combine(folder, "state", "plugins.json")));

    public int Count(string text) => File.ReadAllText(Path.Combine(folder, "state", "logs", "reworkerhost.log")).Split(text).Length - 1;

    /// <summary>Starts the process and waits until it is ready.</summary>
    public async Task<TimeSpan> StartAsync(string? broker)
    {
        var begin = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(executable, ["run", "--config", "plugins.json", "--state", "state"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["REWORKER_Http__Enabled"] = "false"; // its port may be another daemon's
        if (broker is not null) start.Environment["REWORKER_RabbitMQ__Uri"] = broker;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var ready = Path.Combine(folder, "state", "ready.json");
        while (!File.Exists(ready))
        {
            if (process.HasExited) throw new InvalidOperationException($"the daemon ended; its log is in {folder}/state/logs");
            await Task.Delay(10);
        }

        var took = Stopwatch.GetElapsedTime(begin);
        Broker = JsonElement.Parse(await File.ReadAllTextAsync(ready)).GetProperty("broker").GetString();
        return took;
    }

    /// <summary>Resident memory in MB.</summary>
    public double Memory()
    {
        var line = File.ReadLines($"/proc/{process!.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan Processor()
    {
        process!.Refresh();
        return process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        if (!process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await terminate.WaitForExitAsync();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
