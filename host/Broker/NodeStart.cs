using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Broker;

/// <summary>Starts a folder's node, on other ports where another process was quicker to take one.</summary>
[SupportedOSPlatform("linux")]
internal sealed class NodeStart(string server, BrokerFolder folder, NodeMark mark, NodeEnding ending, TimeProvider time, ILogger logger)
{
    private const int Attempts = 5;

    // What RabbitMQ 3.10 logs where AMQP's, the distribution's and epmd's port is taken.
    private static readonly string[] PortTakenTexts = ["eaddrinuse", "dist_port_already_used", "nodistribution"];

    /// <summary>Starts a node and waits until it accepts connections.</summary>
    /// <exception cref="PrivateBrokerException">It does not start.</exception>
    public async Task<RunningNode> RunAsync(int? preferredPort, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var ports = BrokerPorts.Choose(preferredPort);
            try
            {
                if (await TryAsync(ports, cancellationToken).ConfigureAwait(false) is { } node) return node;
            }
            catch
            {
                await ending.EndAsync().ConfigureAwait(false);
                throw;
            }

            await ending.EndAsync().ConfigureAwait(false);
            if (attempt == Attempts || !WasPortTaken(ports)) throw DidNotStart("it ended before it accepted connections", null);
            Log.PortTaken(logger, ports);
        }
    }

    private async Task<RunningNode?> TryAsync(BrokerPorts ports, CancellationToken cancellationToken)
    {
        folder.BeginNode();
        Log.Starting(logger, ports.Amqp, folder.Path);
        var begin = time.GetTimestamp();
        var uri = $"amqp://{BrokerFolder.User}:{folder.Password}@127.0.0.1:{ports.Amqp}/";
        var process = NodeProcess.Start(server, folder, NodeEnvironment.For(folder, ports, mark));
        try
        {
            var ready = await new NodeReadiness(new Uri(uri), time, logger).WaitAsync(process.Exited, cancellationToken).ConfigureAwait(false);

            // Where another's epmd was quicker to take the port, the node has registered there, and would be lost with it.
            if (ready && mark.Find().Any(marked => marked.Name == "epmd"))
            {
                Log.Accepting(logger, ports.Amqp, time.GetElapsedTime(begin).TotalSeconds, process.Id);
                return new RunningNode(process, ports, uri);
            }
        }
        catch (TimeoutException exception)
        {
            throw DidNotStart($"it did not accept a connection within {NodeReadiness.Deadline.TotalSeconds} s ({exception.Message})", exception);
        }

        return null;
    }

    private bool WasPortTaken(BrokerPorts ports)
    {
        if (!ports.AreFree()) return true;
        var log = folder.LogTail();
        return PortTakenTexts.Any(text => log.Contains(text, StringComparison.Ordinal));
    }

    private PrivateBrokerException DidNotStart(string reason, Exception? cause) => new(
        $"The private broker in {folder.Path} did not start: {reason}. Its log, {folder.LogFile}, ends with the lines below. If its data are damaged, delete the folder " +
        $"(its queues are lost with it); or set a broker with --broker amqp://... or REWORKER_RabbitMQ__Uri.\n{folder.LogTail()}",
        cause);
}
