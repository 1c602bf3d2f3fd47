using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Broker;

/// <summary>
/// A RabbitMQ node on loopback that belongs to this host: what a host uses when no broker is configured. Durable queues and messages
/// survive a stop and a start with the same folder.
/// </summary>
internal sealed class PrivateBroker : IAsyncDisposable
{
    private readonly BrokerFolder folder;
    private readonly NodeEnding ending;
    private readonly RunningNode node;
    private readonly ILogger logger;
    private bool disposed;

    private PrivateBroker(BrokerFolder folder, NodeEnding ending, RunningNode node, ILogger logger) =>
        (this.folder, this.ending, this.node, this.logger) = (folder, ending, node, logger);

    /// <summary>Where clients connect, with user and password.</summary>
    public string Uri => node.Uri;

    /// <summary>The ports that the node listens on.</summary>
    public BrokerPorts Ports => node.Ports;

    /// <summary>The node's process id.</summary>
    public int ProcessId => node.Process.Id;

    /// <summary>Completes with the exit code when the node ends, asked to or not.</summary>
    public Task<int> Exited => node.Process.Exited;

    /// <summary>Where the node's output goes. It starts anew with each node; the one before is kept beside it.</summary>
    public string LogFile => folder.LogFile;

    /// <summary>Starts a node on any free port; see the other overload.</summary>
    public static Task<PrivateBroker> StartAsync(string folder, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        StartAsync(folder, time, logger, preferredPort: null, cancellationToken);

    /// <summary>Starts a node and waits until it accepts AMQP connections.</summary>
    /// <param name="folder">Where all of its data are; made if missing. A node that an earlier host left running there is ended.</param>
    /// <param name="time">The clock for deadlines.</param>
    /// <param name="logger">Where to say what happens.</param>
    /// <param name="preferredPort">The AMQP port to take if it is free; <see langword="null"/>: any.</param>
    /// <param name="cancellationToken">Gives up; what was started is ended.</param>
    /// <exception cref="PrivateBrokerException">RabbitMQ is missing, the folder can't be used, or the node does not start.</exception>
    public static async Task<PrivateBroker> StartAsync(
        string folder, TimeProvider time, ILogger logger, int? preferredPort, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PrivateBrokerException("A private broker is started on Linux only: set a broker with --broker amqp://... or REWORKER_RabbitMQ__Uri.");
        }

        var server = NodeProcess.FindServer(Environment.GetEnvironmentVariable(NodeProcess.ServerVariable));
        var taken = BrokerFolder.Take(folder);
        try
        {
            var mark = new NodeMark(taken);
            var ending = new NodeEnding(mark, time, logger);
            if (mark.Find() is { Count: > 0 } left)
            {
                Log.LeftBehind(logger, taken.Path, string.Join(", ", left));
                await ending.EndAsync().ConfigureAwait(false);
            }

            var start = new NodeStart(server, taken, mark, ending, time, logger);
            return new PrivateBroker(taken, ending, await start.RunAsync(preferredPort, cancellationToken).ConfigureAwait(false), logger);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Ends the node by SIGTERM, after a deadline by SIGKILL, then its epmd.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await ending.EndAsync().ConfigureAwait(false);
        await node.Process.Exited.ConfigureAwait(false);
        folder.Dispose();
        Log.Stopped(logger, folder.Path);
    }
}
