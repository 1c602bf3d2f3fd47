using System.Net;
using System.Net.Sockets;

namespace ReWorkerHost.Broker;

/// <summary>The three ports on loopback that a private node listens on.</summary>
/// <param name="Amqp">Where clients connect.</param>
/// <param name="Distribution">Where other Erlang nodes would connect; RabbitMQ does not start without it.</param>
/// <param name="Epmd">Where the node's own port mapper listens.</param>
internal sealed record BrokerPorts(int Amqp, int Distribution, int Epmd)
{
    // Below the range (32768 and up) from which the kernel gives ports to outgoing connections, which come and go at any time.
    private const int Lowest = 17000;
    private const int Above = 32000;
    private const int Attempts = 1000;

    /// <summary>Chooses ports that are free now; another process may still be quicker to use one.</summary>
    /// <param name="preferredAmqp">Taken for AMQP where it is free.</param>
    /// <exception cref="PrivateBrokerException">No free port was found.</exception>
    public static BrokerPorts Choose(int? preferredAmqp)
    {
        var amqp = preferredAmqp is { } preferred && IsFree(preferred) ? preferred : Another([]);
        var distribution = Another([amqp]);
        return new BrokerPorts(amqp, distribution, Another([amqp, distribution]));
    }

    /// <summary>No process listens on any of them.</summary>
    public bool AreFree() => IsFree(Amqp) && IsFree(Distribution) && IsFree(Epmd);

    /// <inheritdoc/>
    public override string ToString() => $"AMQP {Amqp}, distribution {Distribution}, epmd {Epmd}";

    private static int Another(ReadOnlySpan<int> chosen)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Above);
            if (!chosen.Contains(port) && IsFree(port)) return port;
        }

        throw new PrivateBrokerException(
            $"The private broker needs three free ports on 127.0.0.1 and found none from {Lowest} to {Above - 1}: free some, or set a broker with --broker amqp://... or REWORKER_RabbitMQ__Uri.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As RabbitMQ does: connections of an earlier node that linger in TIME_WAIT are no obstacle.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
