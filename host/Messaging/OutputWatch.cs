using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace ReWorkerHost.Messaging;

/// <summary>Sees the output of every worker on the bus, by a queue of its own that goes with it. What comes faster than it is taken is dropped at the broker.</summary>
internal sealed class OutputWatch(BrokerConnection connection, string exchange, TimeProvider time)
{
    private const int QueueLimit = 10_000;
    private const int TextLimit = 4096;

    /// <summary>Watches until it is cancelled, over losses of the connection.</summary>
    /// <param name="receive">Takes a message; it must not wait.</param>
    /// <param name="changed">Is told when the watch has begun (<see langword="null"/>), and why it can't where it can't.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async Task RunAsync(Action<OutputMessage> receive, Action<string?> changed, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(time);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!connection.IsOpen) changed("the broker is not connected");
                var open = await connection.GetAsync(cancellationToken).ConfigureAwait(false);
                var channel = await open.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                try
                {
                    var lost = await ConsumeAsync(channel, receive, cancellationToken).ConfigureAwait(false);
                    backOff.Reset();
                    changed(null);
                    await lost.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    await channel.EndAsync().ConfigureAwait(false);
                }
            }
            catch (OperationInterruptedException exception) when (!cancellationToken.IsCancellationRequested)
            {
                changed($"the broker does not let the host watch the output: {exception.ShutdownReason?.ReplyText}");
            }
            catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, cancellationToken))
            {
                changed($"the output can't be watched at present: {exception.Message}");
            }

            await backOff.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Task> ConsumeAsync(IChannel channel, Action<OutputMessage> receive, CancellationToken cancellationToken)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        var arguments = new Dictionary<string, object?> { ["x-max-length"] = QueueLimit };
        var queue = await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, arguments, cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueBindAsync(queue.QueueName, exchange, "output", cancellationToken: cancellationToken).ConfigureAwait(false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            receive(new OutputMessage(message.BasicProperties.CorrelationId, message.BasicProperties.AppId ?? "", TextOf(message.Body)));
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => // the broker has cancelled it, such as when the queue is deleted
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken).ConfigureAwait(false);
        return lost.Task;
    }

    /// <summary>What is in a message of the protocol's form; anything else is shown as it is, because whoever looks wants to see it.</summary>
    private static string TextOf(ReadOnlyMemory<byte> body)
    {
        string? text = null;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out var message)) text = message.ValueKind == JsonValueKind.String ? message.GetString() : message.GetRawText();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // no JSON, or half of a surrogate pair
        {
            text = null;
        }

        text ??= System.Text.Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, TextLimit)]);
        return text.Length > TextLimit ? text[..TextLimit] : text;
    }
}
