using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Playbooks;

/// <summary>
/// A release's side of the broker: its reply queue, its share of the output, and the channel its steps go out on. The handlers
/// only pass on what they hear, for one that waits for a confirm on its own connection can wait for ever.
/// </summary>
internal sealed class ReleaseBus : IAsyncDisposable
{
    private const int OutputQueueLength = 10_000; // more than a person reads; the oldest go first
    private readonly Channel<ReleaseEvent> events = Channel.CreateUnbounded<ReleaseEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource lost = new();
    private readonly IConnection connection;
    private readonly string exchange;
    private readonly string releaseId;
    private readonly IChannel consuming;
    private readonly IChannel publishing;
    private string replyQueue = "";

    private ReleaseBus(IConnection connection, string exchange, string releaseId, IChannel consuming, IChannel publishing)
    {
        (this.connection, this.exchange, this.releaseId, this.consuming, this.publishing) = (connection, exchange, releaseId, consuming, publishing);
        connection.ConnectionBlockedAsync += BlockedAsync;
        consuming.ChannelShutdownAsync += ShutdownAsync;
        publishing.ChannelShutdownAsync += ShutdownAsync;
    }

    /// <summary>What the broker tells, in its order.</summary>
    public ChannelReader<ReleaseEvent> Events => events.Reader;

    /// <summary>Makes the queues and begins to listen.</summary>
    public static async Task<ReleaseBus> OpenAsync(IConnection connection, string exchange, string releaseId, CancellationToken cancellationToken)
    {
        await DeclareExchangeAsync(connection, exchange, cancellationToken).ConfigureAwait(false);
        var consuming = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var publishing = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancellationToken).ConfigureAwait(false);
        var bus = new ReleaseBus(connection, exchange, releaseId, consuming, publishing);
        try
        {
            await bus.ListenAsync(cancellationToken).ConfigureAwait(false);
            return bus;
        }
        catch
        {
            await bus.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a step.</summary>
    /// <returns>Whether a queue took it; <see langword="false"/> if none is bound to its routing key.</returns>
    /// <exception cref="OperationCanceledException">Given up before the broker confirmed it; the worker may have it.</exception>
    public async Task<bool> PublishAsync(ReleaseStep step, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost.Token);
        var properties = new BasicProperties { ReplyTo = replyQueue, CorrelationId = releaseId, Headers = TraceHeaders.WriteCaller(null) };
        try
        {
            await publishing.BasicPublishAsync(exchange, step.Name.RoutingKey, mandatory: true, properties, step.Body, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (PublishReturnException)
        {
            return false;
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException("the connection ended before the broker confirmed the step");
        }
    }

    /// <summary>
    /// Whether a step waits in a queue that nobody consumes. By the protocol the queue is named as the routing key is; one with
    /// another name is not looked for.
    /// </summary>
    public async Task<bool> WaitsForConsumerAsync(ReleaseStep step, CancellationToken cancellationToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            try
            {
                return (await channel.QueueDeclarePassiveAsync(step.Name.RoutingKey, cancellationToken).ConfigureAwait(false)).ConsumerCount == 0;
            }
            catch (OperationInterruptedException)
            {
                return false; // there is none, or it may not be looked at; only this channel was closed
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        connection.ConnectionBlockedAsync -= BlockedAsync;
        consuming.ChannelShutdownAsync -= ShutdownAsync;
        publishing.ChannelShutdownAsync -= ShutdownAsync;
        foreach (var channel in (IChannel[])[consuming, publishing])
        {
            try
            {
                await channel.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The connection is gone, and the channel with it.
            }
        }

        lost.Dispose();
    }

    /// <summary>As the FSM does. An exchange that exists otherwise, or that may not be declared, is used as it is.</summary>
    private static async Task DeclareExchangeAsync(IConnection connection, string exchange, CancellationToken cancellationToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            try
            {
                await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode is 403 or 406)
            {
                // Only this channel was closed; whether the exchange serves is seen when the output queue is bound to it.
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        replyQueue = (await consuming.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken).ConfigureAwait(false)).QueueName;
        var limit = new Dictionary<string, object?> { ["x-max-length"] = OutputQueueLength };
        var output = (await consuming.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, limit, cancellationToken: cancellationToken).ConfigureAwait(false)).QueueName;
        await consuming.QueueBindAsync(output, exchange, "output", cancellationToken: cancellationToken).ConfigureAwait(false);
        await ConsumeAsync(output, TakeOutput, cancellationToken).ConfigureAwait(false);
        await ConsumeAsync(replyQueue, TakeReply, cancellationToken).ConfigureAwait(false);
    }

    private async Task ConsumeAsync(string queue, Action<BasicDeliverEventArgs> take, CancellationToken cancellationToken)
    {
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += (_, message) =>
        {
            take(message);
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => LoseAsync("the broker deleted the release's queue");
        await consuming.BasicConsumeAsync(queue, autoAck: true, consumer, cancellationToken).ConfigureAwait(false);
    }

    private void TakeReply(BasicDeliverEventArgs message) => events.Writer.TryWrite(
        new ReleaseEvent.Replied(message.BasicProperties.CorrelationId, message.BasicProperties.MessageId, message.Body.ToArray())); // the body's buffer is reused

    /// <summary>Everyone's output comes this way; what is not this release's, or is none, is left out.</summary>
    private void TakeOutput(BasicDeliverEventArgs message)
    {
        if (message.BasicProperties.CorrelationId != releaseId) return;
        try
        {
            using var body = JsonDocument.Parse(message.Body);
            if (body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String)
                events.Writer.TryWrite(new ReleaseEvent.Output(text.GetString()!));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            events.Writer.TryWrite(new ReleaseEvent.Notice($"a worker sent output that is not JSON: {Encoding.UTF8.GetString(message.Body.Span[..Math.Min(200, message.Body.Length)])}"));
        }
    }

    private Task BlockedAsync(object sender, ConnectionBlockedEventArgs blocked)
    {
        events.Writer.TryWrite(new ReleaseEvent.Notice($"the broker takes no messages at present ({blocked.Reason}); the next step waits"));
        return Task.CompletedTask;
    }

    private Task ShutdownAsync(object sender, ShutdownEventArgs shutdown) => LoseAsync(shutdown.ReplyText);

    private async Task LoseAsync(string reason)
    {
        events.Writer.TryWrite(new ReleaseEvent.Lost(reason));
        await lost.CancelAsync().ConfigureAwait(false);
    }
}
