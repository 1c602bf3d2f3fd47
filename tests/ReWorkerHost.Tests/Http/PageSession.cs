using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Http;

/// <summary>One browser and one daemon for all tests of the page.</summary>
public sealed class PageSession(RabbitMqNode node) : IAsyncLifetime
{
    private Chromium? browser;
    private Fsm? fsm;
    private ApiClient? api;

    internal Chromium Browser => browser ?? throw new InvalidOperationException("The browser does not run.");

    internal Daemon Daemon { get; } = Daemon.Prepare();

    internal Fsm Fsm => fsm ?? throw new InvalidOperationException("There is no release.");

    internal ApiClient Api => api ?? throw new InvalidOperationException("The daemon does not run.");

    internal RabbitMqNode Node => node;

    public async Task InitializeAsync()
    {
        string[] plugins = ["command", "httprequest", "megafrobber", "noop", "sleep"];
        await Fsm.DeleteQueuesAsync(node.Uri, [.. plugins.Select(plugin => $"worker.{plugin}")]);
        foreach (var plugin in plugins) Daemon.Install(plugin);
        Daemon.Configure("""{ "command": { "settings": { "allow": ["bash"] } } }""");
        await Daemon.StartAsync(node.Uri, [.. Daemon.Served, "--set", "Host:Name=build-1"]);
        fsm = await Fsm.ConnectAsync(node.Uri);
        api = new ApiClient(Daemon.Page);
        browser = new Chromium();
    }

    public async Task DisposeAsync()
    {
        browser?.Dispose();
        api?.Dispose();
        if (fsm is not null) await fsm.DisposeAsync();
        await Daemon.DisposeAsync();
    }
}
