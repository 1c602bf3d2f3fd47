using System.CommandLine;
using RabbitMQ.Client.Exceptions;
using ReWorkerHost.Configuration;
using ReWorkerHost.Messaging;
using ReWorkerHost.Operations;

namespace ReWorkerHost.Cli;

/// <summary>Finds the broker for commands that talk to a running daemon: the configured one, or the private one of the daemon in the state folder.</summary>
internal static class BrokerLocator
{
    /// <summary>Connects to it.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it can't be reached; the message says what to do.</exception>
    public static async Task<BrokerAccess> ConnectAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var source = HostOptions.Settings(parsed);
        var broker = BrokerSettings.Read(source);
        if (broker.Host is null) broker = broker.At(PrivateUri(HostSettings.Read(source).StateFolder));
        try
        {
            var connection = await BrokerConnectionFactory.Create(broker, "reworkerhost command").CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
            return new BrokerAccess(connection, broker);
        }
        catch (BrokerUnreachableException exception)
        {
            throw new InvalidOperationException($"The broker {broker.Display} can't be reached: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }

    private static string PrivateUri(string stateFolder) => ReadyFile.ReadBroker(stateFolder) ?? throw new InvalidOperationException(
        $"No broker is configured, and no daemon with a private broker runs with the state folder {stateFolder}: start one with \"reworkerhost run\", name its state folder with --state, or a broker with --broker.");
}
