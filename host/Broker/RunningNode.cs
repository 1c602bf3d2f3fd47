namespace ReWorkerHost.Broker;

/// <summary>A node that accepts connections.</summary>
/// <param name="Process">Its process.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Uri">Where clients connect, with user and password.</param>
internal sealed record RunningNode(NodeProcess Process, BrokerPorts Ports, string Uri);
