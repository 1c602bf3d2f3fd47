using RabbitMQ.Client;

namespace ReWorkerHost.Cli;

/// <summary>An open connection to the configured broker. The command that asked for it closes it.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Exchange">The exchange of steps and output.</param>
internal sealed record BrokerAccess(IConnection Connection, string Exchange);
