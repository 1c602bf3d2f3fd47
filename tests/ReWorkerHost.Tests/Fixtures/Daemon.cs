using System.Collections.Concurrent;
using System.Diagnostics;
using ReWorkerHost.Broker;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>A daemon in a process of its own, with its own folders, as a user would run it.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private Process? process;

    private Daemon(string folder) => Folder = folder;

    /// <summary>The folder that holds <c>plugins/</c>, <c>plugins.json</c> and <c>state/</c>.</summary>
    public string Folder { get; }

    public string Plugins => Path.Combine(Folder, "plugins");

    public string ConfigurationFile => Path.Combine(Folder, "plugins.json");

    public string State
    {
        get => field ?? Path.Combine(Folder, "state");
        set;
    }

    /// <summary>What is added to the process's environment.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public int Id => process!.Id;

    public bool HasExited => process!.HasExited;

    public string Output => string.Join('\n', lines);

    /// <summary>Where the page is, where a test has switched it on with <see cref="Served"/>.</summary>
    public Uri Page => new(System.Text.Json.JsonElement.Parse(File.ReadAllText(Path.Combine(State, "ready.json"))).GetProperty("http")[0].GetString()!);

    /// <summary>Arguments that switch the management API and the page on, at a free port.</summary>
    public static string[] Served => ["--set", "Http:Enabled=true", "--set", "Http:Url=http://127.0.0.1:0"];

    /// <summary>The program.</summary>
    public static string Program => Path.Combine(Repository.Output("ReWorkerHost"), "reworkerhost");

    /// <summary>Makes the folders, empty.</summary>
    public static Daemon Prepare()
    {
        var daemon = new Daemon(Directory.CreateTempSubdirectory("reworkerhost-test-").FullName);
        Directory.CreateDirectory(daemon.Plugins);
        daemon.Configure("{}");
        return daemon;
    }

    /// <summary>Writes <c>plugins.json</c>: the objects of its <c>plugins</c>.</summary>
    public void Configure(string plugins, string defaults = "{}") =>
        File.WriteAllText(ConfigurationFile, $$"""{ "folder": "plugins", "defaults": {{defaults}}, "plugins": {{plugins}} }""");

    /// <summary>Puts a project's build output into the plugins folder.</summary>
    public void Install(string project, string? name = null) => CopyFolder(Repository.Output(project), Path.Combine(Plugins, name ?? project));

    /// <summary>Starts the process and waits until it serves.</summary>
    public async Task StartAsync(string? broker, params string[] arguments)
    {
        Launch(broker, arguments);
        await Eventually.HoldsAsync(() => Task.FromResult(process!.HasExited || IsReady()), () => $"the daemon is not ready:\n{Output}", seconds: 100);
        Assert.False(process!.HasExited, $"the daemon ended:\n{Output}");
    }

    /// <summary>Starts the process and waits for its end.</summary>
    public async Task<int> RunToEndAsync(string? broker, params string[] arguments)
    {
        Launch(broker, arguments);
        return await ExitAsync(TimeSpan.FromSeconds(100));
    }

    /// <summary>Waits until the process has printed a text.</summary>
    public Task OutputHoldsAsync(string text, double seconds = 30) =>
        Eventually.HoldsAsync(() => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)), () => $"the daemon has not printed \"{text}\":\n{Output}", seconds);

    /// <summary>Waits until the status that the process writes holds a text.</summary>
    public Task StatusHoldsAsync(string text, double seconds = 30)
    {
        var file = Path.Combine(State, "plugins.json");
        return Eventually.HoldsAsync(
            () => Task.FromResult(File.Exists(file) && File.ReadAllText(file).Contains(text, StringComparison.Ordinal)), () => $"the status does not hold \"{text}\":\n{Output}", seconds);
    }

    /// <summary>Asks the process to stop.</summary>
    public void Terminate() => ProcessSignal.Send(process!.Id, Signal.Terminate);

    /// <summary>Asks the process to stop and waits for its end.</summary>
    public async Task<int> StopAsync(TimeSpan? within = null)
    {
        Terminate();
        return await ExitAsync(within ?? TimeSpan.FromSeconds(60));
    }

    /// <summary>Ends the process as a power failure would.</summary>
    public async Task KillAsync()
    {
        ProcessSignal.Send(process!.Id, Signal.Kill);
        await process.WaitForExitAsync();
    }

    /// <summary>Waits for the end of the process.</summary>
    public async Task<int> ExitAsync(TimeSpan within)
    {
        try
        {
            await process!.WaitForExitAsync().WaitAsync(within);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the daemon did not end within {within}:\n{Output}");
        }

        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            if (!process.HasExited) await KillAsync();
            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    private bool IsReady() =>
        File.Exists(Path.Combine(State, "ready.json")) && File.ReadAllText(Path.Combine(State, "ready.json")).Contains($"\"pid\":{process!.Id}", StringComparison.Ordinal);

    /// <summary>Starts the process and waits for nothing.</summary>
    public void Launch(string? broker, params string[] arguments)
    {
        process?.Dispose();
        var start = new ProcessStartInfo(Program)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["run", .. arguments]) start.ArgumentList.Add(argument);
        start.Environment["REWORKER_Http__Enabled"] = "false"; // daemons of many tests would want one port
        if (broker is not null) start.Environment["REWORKER_RabbitMQ__Uri"] = broker;
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
