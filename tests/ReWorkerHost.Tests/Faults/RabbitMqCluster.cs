using System.Runtime.Versioning;
using System.Security.Cryptography;
using RabbitMQ.Client;
using ReWorkerHost.Broker;

namespace ReWorkerHost.Tests.Faults;

/// <summary>
/// A broker of three nodes on loopback, with data, ports and an epmd of its own. All that it starts carries its marks, and is ended by its
/// own ids.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class RabbitMqCluster : IAsyncLifetime
{
    private readonly string temporary = Directory.CreateTempSubdirectory("reworkerhost-cluster-").FullName;
    private readonly List<ClusterNode> nodes = [];

    /// <summary>How many nodes there are.</summary>
    public int Count => nodes.Count;

    /// <summary>All nodes, as the setting <c>RabbitMQ:Nodes</c> takes them.</summary>
    public string Nodes => string.Join(',', nodes.Select(node => node.Address));

    /// <summary>Where to connect to one node.</summary>
    public string Uri(int index) => nodes[index].Uri;

    /// <summary>Ends a node as a power failure would.</summary>
    public Task KillNodeAsync(int index) => nodes[index].KillAsync();

    /// <summary>Starts a node again with its data, and waits until it serves.</summary>
    public Task StartNodeAsync(int index) => nodes[index].StartAsync(nodes.Select(node => node.Name));

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        try
        {
            var epmd = BrokerPorts.Choose(preferredAmqp: null).Epmd;
            var cookie = RandomNumberGenerator.GetHexString(20);
            for (var index = 0; index < 3; index++) nodes.Add(new ClusterNode(Path.Combine(temporary, $"{index}"), epmd, cookie));
            await StartNodeAsync(0);
            await Task.WhenAll(StartNodeAsync(1), StartNodeAsync(2));
            await IsOneAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Task.WhenAll(nodes.Select(node => node.KillAsync())); // a node enters itself anew where the epmd is lost, so it is the last
        foreach (var node in nodes) await node.DisposeAsync();
        nodes.Clear();
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
    }

    /// <summary>What one node is told, all know.</summary>
    private async Task IsOneAsync()
    {
        const string exchange = "cluster-is-one";
        for (var index = 0; index < Count; index++)
        {
            await using var connection = await new ConnectionFactory { Uri = new Uri(Uri(index)), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            if (index == 0) await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout);
            else await channel.ExchangeDeclarePassiveAsync(exchange);
        }
    }
}
