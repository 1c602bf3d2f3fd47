using System.Net;
using System.Net.Sockets;

namespace ReWorkerHost.Tests.Faults;

/// <summary>
/// A way on loopback from the daemon to its broker that can fail as a network does: connections are cut or reset, bytes are held back or
/// delayed, in one direction or both, and new connections are refused.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<ProxiedConnection> connections = [];
    private readonly List<Task> tasks = [];
    private readonly int target;
    private readonly Task accepting;

    /// <summary>Begins to listen for clients of the broker at a URI.</summary>
    public TcpProxy(string broker)
    {
        var address = new Uri(broker);
        target = address.Port;
        listener.Start();
        Uri = new UriBuilder(address) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri.ToString();
        accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where the daemon connects.</summary>
    public string Uri { get; }

    /// <summary>New connections are ended at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>What every connection does with the daemon's bytes, those to come included.</summary>
    public Direction ToBroker { get; } = new();

    /// <summary>What every connection does with the broker's bytes, those to come included.</summary>
    public Direction ToDaemon { get; } = new();

    /// <summary>The connections that are open.</summary>
    public IReadOnlyList<ProxiedConnection> Connections
    {
        get
        {
            lock (gate) return [.. connections];
        }
    }

    /// <summary>The open connection of a name, such as <c>consuming</c>; the client sends its name when it connects.</summary>
    public ProxiedConnection Named(string name) => Connections.Last(connection => connection.Name.Contains(name, StringComparison.Ordinal));

    /// <summary>Stops forwarding without closing anything: a black hole.</summary>
    public void Hold()
    {
        ToBroker.Hold();
        ToDaemon.Hold();
    }

    /// <summary>Forwards again, what was held back first.</summary>
    public void Resume()
    {
        ToBroker.Resume();
        ToDaemon.Resume();
    }

    /// <summary>Resets every connection (RST).</summary>
    public void Reset()
    {
        foreach (var connection in Connections) connection.Reset();
    }

    /// <summary>Resets the daemon's side of every connection, which the broker's side does not learn.</summary>
    public void ResetDaemonSide()
    {
        foreach (var connection in Connections) connection.ResetDaemonSide();
    }

    /// <summary>Closes every connection (FIN).</summary>
    public void Close()
    {
        foreach (var connection in Connections) connection.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        Reset();
        await accepting;
        Task[] all;
        lock (gate) all = [.. tasks];
        await Task.WhenAll(all);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                if (Refuses)
                {
                    client.Dispose();
                    continue;
                }

                lock (gate) tasks.Add(Task.Run(() => ServeAsync(client)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The proxy ends.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            client.Dispose();
            server.Dispose();
            return;
        }

        using var connection = new ProxiedConnection(client, server, [ToBroker], [ToDaemon]);
        lock (gate) connections.Add(connection);
        await connection.RunAsync(stop.Token);
        lock (gate) connections.Remove(connection);
    }
}
