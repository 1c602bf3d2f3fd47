using RabbitMQ.Client;

namespace ReWorkerHost.Tests.Broker;

/// <summary>One persistent message in a durable queue.</summary>
internal static class DurableMessage
{
    private const string Queue = "kept";
    private static readonly byte[] Body = [4, 2];

    /// <summary>Declares the queue and puts the message into it; returns when the broker has confirmed it.</summary>
    public static async Task PublishAsync(string uri)
    {
        await using var connection = await ConnectAsync(uri);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, Body);
    }

    /// <summary>The queue holds the message.</summary>
    public static async Task<bool> IsThereAsync(string uri)
    {
        await using var connection = await ConnectAsync(uri);
        await using var channel = await connection.CreateChannelAsync();
        var message = await channel.BasicGetAsync(Queue, autoAck: true);
        return message is not null && message.Body.Span.SequenceEqual(Body);
    }

    private static Task<IConnection> ConnectAsync(string uri) => new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync();
}
