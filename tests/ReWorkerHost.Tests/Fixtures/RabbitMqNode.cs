using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using ReWorkerHost.Broker;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>The broker of the tests: one private node for the whole run, in a folder that is deleted at the end.</summary>
public sealed class RabbitMqNode : IAsyncLifetime
{
    private readonly string temporary = Directory.CreateTempSubdirectory("reworkerhost-broker-").FullName;
    private PrivateBroker? broker;

    /// <summary>Where to connect; the same after a restart.</summary>
    public string Uri => Broker.Uri;

    /// <summary>The node itself.</summary>
    internal PrivateBroker Broker => broker ?? throw new InvalidOperationException("The node is not running.");

    /// <summary>The node's folder.</summary>
    internal string Folder => Path.Combine(temporary, "broker");

    /// <summary>Opens a connection that the caller disposes.</summary>
    public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new Uri(Uri), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    /// <summary>Stops the node and starts it at the same address: connections are lost, durable queues and messages are not.</summary>
    public async Task RestartAsync()
    {
        var port = Broker.Ports.Amqp;
        await StopAsync();
        await StartAsync(port);
        if (Broker.Ports.Amqp != port) throw new InvalidOperationException($"Another process took port {port} while the node restarted.");
    }

    /// <summary>Stops the node; <see cref="StartAsync"/> goes on with its data.</summary>
    public async Task StopAsync()
    {
        await Broker.DisposeAsync();
        broker = null;
    }

    /// <summary>Starts the node after <see cref="StopAsync"/>.</summary>
    /// <param name="port">The port it had.</param>
    public async Task StartAsync(int port) =>
        broker = await PrivateBroker.StartAsync(Folder, TimeProvider.System, NullLogger.Instance, port, CancellationToken.None);

    /// <inheritdoc/>
    public async Task InitializeAsync() => broker = await PrivateBroker.StartAsync(Folder, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (broker is not null) await broker.DisposeAsync();
        Directory.Delete(temporary, recursive: true);
    }
}
