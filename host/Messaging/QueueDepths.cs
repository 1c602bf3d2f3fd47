using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ReWorkerHost.Messaging;

/// <summary>Asks the broker how much waits in queues. An answer is taken for true for a while, so that many who look cost no more than one.</summary>
internal sealed class QueueDepths(BrokerConnection connection, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim gate = new(1, 1);
    private Dictionary<string, QueueDepth> known = new(StringComparer.Ordinal);
    private long asked;

    /// <summary>What waits in each of the queues. Those that the broker does not know are left out, and all are where it does not answer.</summary>
    public async Task<IReadOnlyDictionary<string, QueueDepth>> ReadAsync(IReadOnlyCollection<string> queues, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (asked != 0 && time.GetElapsedTime(asked) < Fresh && queues.All(known.ContainsKey)) return known;
            if (!connection.IsOpen) return known = new(StringComparer.Ordinal);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limit);
            known = await AskAsync(queues, limit.Token).ConfigureAwait(false);
            asked = time.GetTimestamp();
            return known;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && (exception is OperationCanceledException || ReplyChannel.IsConnectionTrouble(exception, cancellationToken)))
        {
            return known = new(StringComparer.Ordinal);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<Dictionary<string, QueueDepth>> AskAsync(IReadOnlyCollection<string> queues, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, QueueDepth>(StringComparer.Ordinal);
        var open = await connection.GetAsync(cancellationToken).ConfigureAwait(false);
        var channel = await open.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var queue in queues.Distinct())
            {
                try
                {
                    var said = await channel.QueueDeclarePassiveAsync(queue, cancellationToken).ConfigureAwait(false);
                    found[queue] = new QueueDepth(said.MessageCount, said.ConsumerCount);
                }
                catch (OperationInterruptedException) // there is no such queue, or it is not for us; the broker has closed the channel
                {
                    await channel.EndAsync().ConfigureAwait(false);
                    channel = await open.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await channel.EndAsync().ConfigureAwait(false);
        }

        return found;
    }
}
