using System.Text.Json;
using RabbitMQ.Client.Exceptions;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Workers;

/// <summary>
/// A daemon with a release at its side, and plugins of any version to give it. Each version writes a line into <see cref="Loads"/> when
/// it is started, so that it is seen how often it was loaded.
/// </summary>
internal sealed class HotDaemon : IAsyncDisposable
{
    private readonly RabbitMqNode node;
    private readonly TemporaryFolder versions = new();
    private int others;

    private HotDaemon(RabbitMqNode node, Fsm fsm) => (this.node, Fsm) = (node, fsm);

    public Daemon Daemon { get; } = Daemon.Prepare();

    public Fsm Fsm { get; }

    /// <summary>The worker of the plugin <c>hot</c>; its queue is no other test's.</summary>
    public string Worker { get; } = $"hot-{Guid.NewGuid().ToString("N")[..8]}";

    public string Queue => $"worker.{Worker}";

    /// <summary>The folder of the plugin <c>hot</c>.</summary>
    public string Folder => Path.Combine(Daemon.Plugins, "hot");

    /// <summary>Its main assembly.</summary>
    public string Dll => Path.Combine(Folder, "hot.dll");

    /// <summary>The lines that the plugins have written: one for each start-up, and for each begin and end of a <c>Hold</c>.</summary>
    public IReadOnlyList<string> Lines => File.Exists(Trace) ? File.ReadAllLines(Trace) : [];

    /// <summary>The versions of <c>hot</c> that were started, in order.</summary>
    public IReadOnlyList<string> Loads => [.. Lines.Where(line => line.StartsWith("start ", StringComparison.Ordinal)).Select(line => line[6..])];

    private string Trace => Path.Combine(Daemon.Folder, "trace");

    public static async Task<HotDaemon> PrepareAsync(RabbitMqNode node) => new(node, await Fsm.ConnectAsync(node.Uri));

    /// <summary>Prepares, with the first version of <c>hot</c> in the folder, and starts.</summary>
    public static async Task<HotDaemon> StartAsync(RabbitMqNode node, string plugins = "{}")
    {
        var daemon = await PrepareAsync(node);
        Directory.CreateDirectory(daemon.Folder);
        File.Copy(daemon.Compile("1"), daemon.Dll);
        daemon.Daemon.Configure(plugins);
        await daemon.StartAsync();
        await daemon.ShowsAsync("state", "serving");
        return daemon;
    }

    public Task StartAsync(params string[] arguments) => Daemon.StartAsync(node.Uri, arguments);

    /// <summary>Compiles a version of <c>hot</c>.</summary>
    /// <param name="version">Its name, a number.</param>
    /// <param name="startup">C# that its start-up runs after it has written its line.</param>
    /// <param name="members">More members of the worker, such as a constructor.</param>
    /// <param name="references">Assemblies that it uses.</param>
    /// <param name="contract">The contract it is built against.</param>
    public string Compile(string version, string startup = "", string members = "", string[]? references = null, string? contract = null) => PluginCompiler.Compile(
        "hot",
        $$"""
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Startup : IPluginStartup
        {
            public void ConfigureServices(IServiceCollection services, IConfiguration settings)
            {
                HotWorker.Write("start {{version}}");
                {{startup}}
            }
        }

        [Worker("{{Worker}}")]
        public sealed class HotWorker(IConfiguration settings) : Worker
        {
            {{members}}

            [Subcommand] public Task<string> Version() => Task.FromResult("{{version}}");

            [Subcommand] public Task<string> Setting() => Task.FromResult(settings["text"] ?? "none");

            [Subcommand] public Task Throw() => throw new InvalidOperationException("a fault");

            [Subcommand] public Task Fail() => throw new StepFailedException("no");

            [Subcommand]
            public async Task<string> Hold(HoldParameters parameters, CancellationToken cancellationToken)
            {
                Write("begin {{version}}");
                while (!File.Exists(parameters.Until)) await Task.Delay(10, cancellationToken);
                Write("end {{version}}");
                return "{{version}}";
            }

            public static void Write(string line)
            {
                using var trace = new FileStream("{{Trace}}", FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                trace.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
            }
        }

        public sealed record HoldParameters
        {
            public required string Until { get; init; }
        }
        """,
        versions[Guid.NewGuid().ToString("N")],
        $"{version}.0.0.0",
        references,
        contract);

    /// <summary>Puts a version in the place of what is there, by one rename.</summary>
    public void Replace(string dll)
    {
        File.Copy(dll, Dll + ".part");
        File.Move(Dll + ".part", Dll, overwrite: true);
    }

    /// <summary>Waits until a version answers.</summary>
    public Task AnswersAsync(string version) => AnswersAsync("Version", version);

    /// <summary>Waits until a subcommand gives some data.</summary>
    public Task AnswersAsync(string subcommand, string data) => Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                return (await Fsm.RunAsync(Worker, $"\"subcommand\": \"{subcommand}\""))[^1] == $$"""{"status":"completed","data":"{{data}}"}""";
            }
            catch (PublishReturnException) // its queue is not there yet
            {
                return false;
            }
        },
        () => $"{subcommand} does not answer {data}:\n{Daemon.Output}");

    /// <summary>Sends a step that holds on until <see cref="Release"/>, and waits until it has begun.</summary>
    public async Task HoldAsync(string version)
    {
        try
        {
            await Fsm.SendAsync(Worker, Holding);
        }
        catch (PublishReturnException)
        {
            Assert.Fail($"the daemon said that it was ready and had no queue {Queue}:\n{Daemon.Output}");
        }

        Assert.Contains("started", (await Fsm.NextAsync()).Body, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Lines.Contains($"begin {version}"), $"a step of version {version} has begun");
    }

    /// <summary>The parameters of a step that holds on until <see cref="Release"/>.</summary>
    public string Holding => $"\"subcommand\": \"Hold\", \"until\": \"{Path.Combine(Daemon.Folder, "release")}\"";

    public void Release() => File.WriteAllText(Path.Combine(Daemon.Folder, "release"), "");

    /// <summary>What the status file says of a plugin.</summary>
    public JsonElement? Status(string plugin = "hot")
    {
        var file = Path.Combine(Daemon.State, "plugins.json");
        if (!File.Exists(file)) return null;
        var found = JsonElement.Parse(File.ReadAllText(file)).GetProperty("plugins").EnumerateArray().Where(entry => entry.GetProperty("name").GetString() == plugin).ToList();
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Waits until the status file says something of <c>hot</c>.</summary>
    public Task ShowsAsync(string member, string? text) => Eventually.HoldsAsync(
        () => Task.FromResult(Status() is { } status && (text is null ? status.GetProperty(member).ValueKind == JsonValueKind.Null : status.GetProperty(member).ToString().Contains(text, StringComparison.Ordinal))),
        () => $"the status shows {Status()} and not {member} {text}:\n{Daemon.Output}");

    /// <summary>
    /// Drops another plugin and waits until it serves: by then the host has looked at all that was there before, and has had the time to
    /// do what it should not.
    /// </summary>
    public async Task SettleAsync()
    {
        var name = $"{Worker}-{++others}";
        var dll = PluginCompiler.Compile("other" + others, $$"""[Worker("{{name}}")] public sealed class Other : Worker { [Subcommand] public Task Go() => Task.CompletedTask; }""", versions[name]);
        File.Copy(dll, Path.Combine(Daemon.Plugins, $"other{others}.dll"));
        await Eventually.HoldsAsync(async () => await ConsumersAsync($"worker.{name}") == 1, () => $"{name} does not serve:\n{Daemon.Output}");
    }

    /// <summary>How many consumers a queue has; 0 where there is none.</summary>
    public async Task<uint> ConsumersAsync(string queue)
    {
        await using var connection = await node.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return await channel.ConsumerCountAsync(queue);
        }
        catch (OperationInterruptedException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        await Fsm.DisposeAsync();
        versions.Dispose();
    }
}
