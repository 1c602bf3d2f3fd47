using System.Net.Sockets;
using System.Text;

namespace ReWorkerHost.Tests.Faults;

/// <summary>One connection through the proxy.</summary>
internal sealed class ProxiedConnection(Socket client, Socket server, IReadOnlyList<Direction> toBroker, IReadOnlyList<Direction> toDaemon) : IDisposable
{
    private const int MostOfName = 8192;
    private readonly StringBuilder name = new();
    private readonly CancellationTokenSource ended = new();
    private volatile bool isCut;
    private volatile bool isHalf;

    /// <summary>The first bytes that the client sent: they hold the name it gives to its connection.</summary>
    public string Name
    {
        get
        {
            lock (name) return name.ToString();
        }
    }

    /// <summary>What becomes of the daemon's bytes on this connection alone.</summary>
    public Direction ToBroker { get; } = new();

    /// <summary>What becomes of the broker's bytes on this connection alone.</summary>
    public Direction ToDaemon { get; } = new();

    /// <summary>Forwards until one side ends it.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ended.Token);
        var up = PumpAsync(client, server, [.. toBroker, ToBroker], isUp: true, either.Token);
        var down = PumpAsync(server, client, [.. toDaemon, ToDaemon], isUp: false, either.Token);
        await Task.WhenAny(up, down);
        if (isHalf) await down; // the broker ends it
        await ended.CancelAsync();
        if (!isCut) CloseBoth(linger: null);
        await Task.WhenAll(up, down);
    }

    /// <summary>Resets both sides (RST); what is held back is lost.</summary>
    public void Reset() => CloseBoth(new LingerOption(true, 0));

    /// <summary>Closes both sides (FIN); what is held back is lost.</summary>
    public void Close() => CloseBoth(linger: null);

    /// <summary>Resets the daemon's side; the broker learns nothing until its heartbeat tells it.</summary>
    public void ResetDaemonSide()
    {
        ToBroker.Hold();
        isHalf = true;
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
    }

    public void Dispose() => ended.Dispose();

    private void CloseBoth(LingerOption? linger)
    {
        isCut = true;
        foreach (var socket in (Socket[])[client, server])
        {
            try
            {
                if (linger is not null) socket.LingerState = linger;
                else socket.Shutdown(SocketShutdown.Both);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It is closed already.
            }

            socket.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Direction[] ways, bool isUp, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, cancellationToken)) > 0)
            {
                if (isUp) Note(buffer.AsSpan(0, count));
                foreach (var way in ways) await way.PassAsync(cancellationToken);
                for (var sent = 0; sent < count && !isHalf;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection ends, which the other side learns too.
        }
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        lock (name)
        {
            if (name.Length < MostOfName) name.Append(Encoding.Latin1.GetString(bytes));
        }
    }
}
