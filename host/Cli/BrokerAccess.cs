using RabbitMQ.Client;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Cli;

/// <summary>An open connection to the configured broker. The command that asked for it closes it.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Settings">The broker's settings.</param>
internal sealed record BrokerAccess(IConnection Connection, BrokerSettings Settings)
{
    /// <summary>The exchange of steps and output.</summary>
    public string Exchange => Settings.Exchange;
}
