using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ReWorkerHost.Messaging;

/// <summary>Hears what is published to a fan-out exchange, by a queue of its own that goes with its channel.</summary>
internal static class FanOut
{
    /// <summary>Listens.</summary>
    /// <param name="connection">The connection to listen on.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="declare">It is declared where it is missing.</param>
    /// <param name="hear">Takes a message; nothing is to be awaited in it, for it would keep those behind it.</param>
    /// <param name="meanwhile">What is done while it listens: given the queue's name, and a task that completes when nothing can be heard any more. Its end is the end of the listening.</param>
    /// <param name="stop">Ends the listening.</param>
    /// <exception cref="RabbitMQ.Client.Exceptions.OperationInterruptedException">There is no such exchange, or it is not for us.</exception>
    public static async Task ListenAsync(
        IConnection connection, string exchange, bool declare, Action<BasicDeliverEventArgs> hear, Func<string, Task, Task> meanwhile, CancellationToken stop)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: stop).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            if (declare) await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: stop).ConfigureAwait(false);
            var queue = await channel.QueueDeclareAsync(cancellationToken: stop).ConfigureAwait(false);
            await channel.QueueBindAsync(queue.QueueName, exchange, "", cancellationToken: stop).ConfigureAwait(false);
            var deaf = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            channel.ChannelShutdownAsync += (_, _) => Task.FromResult(deaf.TrySetResult());
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.UnregisteredAsync += (_, _) => Task.FromResult(deaf.TrySetResult());
            consumer.ReceivedAsync += (_, message) =>
            {
                hear(message);
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, stop).ConfigureAwait(false);
            await meanwhile(queue.QueueName, deaf.Task).ConfigureAwait(false);
        }
    }
}
