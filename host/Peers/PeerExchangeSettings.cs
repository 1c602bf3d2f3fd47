using ReWorkerHost.Messaging;

namespace ReWorkerHost.Peers;

/// <summary>Where hosts hear each other.</summary>
/// <param name="Identity">What this host is called.</param>
/// <param name="Consuming">The connection to hear by.</param>
/// <param name="Publishing">The connection to speak by.</param>
/// <param name="Exchange">The fan-out exchange.</param>
/// <param name="Declare">It is declared where it is missing.</param>
internal sealed record PeerExchangeSettings(PeerIdentity Identity, BrokerConnection Consuming, BrokerConnection Publishing, string Exchange, bool Declare);
