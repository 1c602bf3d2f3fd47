using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ReWorkerHost.Messaging;

/// <summary>A worker's queue, the exchange and the bindings between them.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Bindings">The routing keys.</param>
/// <param name="Arguments">The arguments of a queue that is declared.</param>
/// <param name="Declare">What is missing is declared; otherwise an administrator has made it all.</param>
internal sealed record QueueTopology(string Queue, string Exchange, IReadOnlyList<string> Bindings, IReadOnlyDictionary<string, object?> Arguments, bool Declare)
{
    /// <summary>
    /// Declares what is missing. What exists with other arguments is left as it is (protocol, "Queues, exchanges, routing"); each
    /// declaration has a channel of its own because a refusal closes the channel.
    /// </summary>
    public async Task DeclareAsync(IConnection connection, ILogger logger, CancellationToken cancellationToken)
    {
        if (!Declare) return;
        await AttemptAsync($"exchange {Exchange}", channel => channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken));
        await AttemptAsync($"queue {Queue}", channel => channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(Arguments), cancellationToken: cancellationToken));
        foreach (var key in Bindings)
        {
            await AttemptAsync($"binding of {Queue} to {Exchange} by {key}", channel => channel.QueueBindAsync(Queue, Exchange, key, cancellationToken: cancellationToken));
        }

        async Task AttemptAsync(string what, Func<IChannel, Task> declare)
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                try
                {
                    await declare(channel).ConfigureAwait(false);
                }
                catch (OperationInterruptedException exception) when (IsRefusal(exception))
                {
                    Log.TakenAsItIs(logger, what, exception.ShutdownReason!.ReplyText);
                }
            }
        }
    }

    /// <summary>Asks the broker, on the consumer's own channel, whether the queue has a consumer.</summary>
    /// <returns>Also <see langword="true"/> where it can't be asked: then the channel says what is wrong.</returns>
    public async Task<bool> HasConsumerAsync(IChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.ConsumerCountAsync(Queue, cancellationToken).ConfigureAwait(false) > 0;
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, cancellationToken) || exception is OperationCanceledException)
        {
            return true;
        }
    }

    private static bool IsRefusal(OperationInterruptedException exception) =>
        exception.ShutdownReason?.ReplyCode is Constants.PreconditionFailed or Constants.AccessRefused or Constants.ResourceLocked or Constants.NotFound;
}
