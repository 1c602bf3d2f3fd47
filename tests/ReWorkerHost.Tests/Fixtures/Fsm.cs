using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ReWorkerHost.Tests.Fixtures;

/// <summary>One release as the state machine runs it: one reply queue and one correlation id for all its steps.</summary>
internal sealed class Fsm : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly System.Threading.Channels.Channel<FsmReply> replies = System.Threading.Channels.Channel.CreateUnbounded<FsmReply>();
    private readonly IConnection connection;
    private readonly IChannel channel;

    private Fsm(string broker, IConnection connection, IChannel channel)
    {
        Broker = broker;
        this.connection = connection;
        this.channel = channel;
    }

    public string Broker { get; }

    public string CorrelationId { get; } = Guid.NewGuid().ToString();

    public string ReplyTo { get; private set; } = "";

    public IChannel Channel => channel;

    /// <summary>Connects, with a reply queue of its own.</summary>
    public static async Task<Fsm> ConnectAsync(string broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        var fsm = new Fsm(broker, connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
        fsm.ReplyTo = (await fsm.channel.QueueDeclareAsync()).QueueName;
        await fsm.ConsumeAsync(fsm.ReplyTo);
        return fsm;
    }

    /// <summary>Sends a job to a worker's queue.</summary>
    /// <param name="worker">The worker, as in <c>worker.NAME</c>.</param>
    /// <param name="parameters">The members of <c>parameters</c> as JSON, such as <c>"subcommand": "Go"</c>.</param>
    public Task SendAsync(string worker, string parameters) => SendRawAsync($"worker.{worker}", $$"""{"group": "test", "parameters": { {{parameters}} }, "dynamic": {}, "notify": {} }""");

    /// <summary>Sends a body as it is.</summary>
    public async Task SendRawAsync(string routingKey, string body, bool reply = true)
    {
        var properties = new BasicProperties { CorrelationId = CorrelationId };
        if (reply) properties.ReplyTo = ReplyTo;
        await channel.BasicPublishAsync("re", routingKey, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>The next message that came to the reply queue.</summary>
    public async Task<FsmReply> NextAsync(TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Patience);
        try
        {
            return await replies.Reader.ReadAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"no reply within {within ?? Patience}");
            throw;
        }
    }

    /// <summary>Runs a step and gives the bodies of its replies, up to the terminal one.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string worker, string parameters)
    {
        await SendAsync(worker, parameters);
        var bodies = new List<string>();
        do bodies.Add((await NextAsync()).Body);
        while (bodies[^1].Contains("\"started\"", StringComparison.Ordinal));
        return bodies;
    }

    /// <summary>Replies that have come and were not asked for.</summary>
    public IReadOnlyList<FsmReply> Rest()
    {
        var rest = new List<FsmReply>();
        while (replies.Reader.TryRead(out var reply)) rest.Add(reply);
        return rest;
    }

    /// <summary>How many messages wait in a queue.</summary>
    public Task<uint> CountAsync(string queue) => channel.MessageCountAsync(queue);

    /// <summary>Removes queues that an earlier test left.</summary>
    public static async Task DeleteQueuesAsync(string broker, params string[] queues)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues) await channel.QueueDeleteAsync(queue);
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task ConsumeAsync(string queue)
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            var properties = message.BasicProperties;
            replies.Writer.TryWrite(new FsmReply(
                Encoding.UTF8.GetString(message.Body.Span), properties.CorrelationId, properties.AppId, properties.ReplyTo, properties.MessageId, message.Exchange));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }
}
