using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Journal;
using ReWorkerHost.Peers;
using ReWorkerHost.Steps;

namespace ReWorkerHost.Workers;

/// <summary>What all serving workers share.</summary>
/// <param name="Broker">The host's connections.</param>
/// <param name="Journal">The journal.</param>
/// <param name="Peers">The other hosts at this broker.</param>
/// <param name="Records">What is known of the steps.</param>
/// <param name="Settings">The host's settings.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">The logs.</param>
/// <param name="Interrupt">Cancelled when the host stops and its drain limit has passed.</param>
internal sealed record ServingEnvironment(BrokerLink Broker, IJournal Journal, IPeers Peers, StepRecords Records, HostSettings Settings, TimeProvider Time, ILoggerFactory Loggers, CancellationToken Interrupt);
