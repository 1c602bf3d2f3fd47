using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ReWorkerHost.Broker;

/// <summary>Waits until a node serves: a port that accepts connections is not enough, an AMQP connection must open.</summary>
internal sealed class NodeReadiness(Uri uri, TimeProvider time, ILogger logger)
{
    /// <summary>How long a start may take.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ConnectionFactory factory = new()
    {
        Uri = uri,
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
        ClientProvidedName = "reworkerhost readiness",
    };

    /// <summary>Tries until it succeeds or the node ends.</summary>
    /// <returns>The node serves; <see langword="false"/> when it ended.</returns>
    /// <exception cref="TimeoutException">It did neither in time; the message has the last reason.</exception>
    public async Task<bool> WaitAsync(Task exited, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (!exited.IsCompleted)
        {
            var obstacle = await TryAsync(cancellationToken).ConfigureAwait(false);
            if (obstacle is null) return true;
            if (time.GetElapsedTime(begin) > Deadline) throw new TimeoutException(obstacle.Message, obstacle);
            await Task.WhenAny(exited, Task.Delay(Pause, time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return false;
    }

    private async Task<Exception?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
            await connection.CloseAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or OperationInterruptedException or IOException or TimeoutException)
        {
            var innermost = exception.GetBaseException();
            Log.NotYet(logger, innermost.Message);
            return innermost;
        }
    }
}
