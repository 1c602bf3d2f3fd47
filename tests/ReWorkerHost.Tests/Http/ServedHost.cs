using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Workers;

namespace ReWorkerHost.Tests.Http;

/// <summary>A daemon with the plugin <c>hot</c> and its management API.</summary>
internal sealed class ServedHost : IAsyncDisposable
{
    private readonly string broker;
    private readonly string[] arguments;

    private ServedHost(HotDaemon hot, string broker, string[] arguments) => (Hot, this.broker, this.arguments) = (hot, broker, arguments);

    public HotDaemon Hot { get; }

    public Daemon Daemon => Hot.Daemon;

    public ApiClient Api { get; private set; } = null!;

    /// <summary>The lines of the audit log.</summary>
    public IReadOnlyList<string> Audit => File.ReadAllLines(Path.Combine(Daemon.State, "logs", "audit.log"));

    /// <summary>Starts with the first version of <c>hot</c> in the folder.</summary>
    public static async Task<ServedHost> StartAsync(RabbitMqNode node, string? token = null, params string[] settings)
    {
        var hot = await HotDaemon.PrepareAsync(node);
        Directory.CreateDirectory(hot.Folder);
        File.Copy(hot.Compile("1"), hot.Dll);
        var host = new ServedHost(hot, node.Uri, [.. Daemon.Served, .. settings.SelectMany(setting => new[] { "--set", setting })]);
        await host.StartAsync(token);
        return host;
    }

    /// <summary>Stops the daemon and starts it again.</summary>
    public async Task RestartAsync()
    {
        Assert.Equal(0, await Daemon.StopAsync());
        Api.Dispose();
        await StartAsync(null);
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        await Hot.DisposeAsync();
    }

    private async Task StartAsync(string? token)
    {
        await Daemon.StartAsync(broker, arguments);
        Api = new ApiClient(Daemon.Page, token);
    }
}
