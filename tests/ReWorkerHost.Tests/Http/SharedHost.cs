using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Http;

/// <summary>One daemon for the tests of a class; each leaves it as it was.</summary>
public sealed class SharedHost(RabbitMqNode node) : IAsyncLifetime
{
    private ServedHost? host;

    internal ServedHost Host => host ?? throw new InvalidOperationException("The daemon does not run.");

    internal RabbitMqNode Node => node;

    public async Task InitializeAsync() => host = await ServedHost.StartAsync(node);

    public async Task DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
    }
}
