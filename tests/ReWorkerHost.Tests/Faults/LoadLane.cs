using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ReWorkerHost.Tests.Faults;

/// <summary>
/// One reply queue and the jobs that are answered to it: those of a release, one after another with one correlation id, or those of a
/// flood, each with an id of its own. Its connection comes back by itself, and its queue outlives the broker's restart.
/// </summary>
internal sealed class LoadLane : IAsyncDisposable
{
    private readonly Ledger ledger;
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly string queue = $"ledger-{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<string, LedgerJob> byCorrelation = new();
    private readonly ConcurrentDictionary<string, LedgerJob> byMessage = new();

    private LoadLane(Ledger ledger, IConnection connection, IChannel channel) => (this.ledger, this.connection, this.channel) = (ledger, connection, channel);

    /// <summary>Connects to the broker.</summary>
    public static async Task<LoadLane> ConnectAsync(string broker, Ledger ledger)
    {
        var factory = new ConnectionFactory { Uri = new Uri(broker), AutomaticRecoveryEnabled = true, NetworkRecoveryInterval = TimeSpan.FromSeconds(0.5) };
        var connection = await factory.CreateConnectionAsync();
        var lane = new LoadLane(ledger, connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true, outstandingPublisherConfirmationsRateLimiter: null)));
        await lane.channel.QueueDeclareAsync(lane.queue, durable: true, exclusive: false, autoDelete: false);
        var consumer = new AsyncEventingBasicConsumer(lane.channel);
        consumer.ReceivedAsync += lane.ReceiveAsync;
        await lane.channel.BasicConsumeAsync(lane.queue, autoAck: false, consumer);
        return lane;
    }

    /// <summary>Sends a job. One of which it is not known whether the broker has it is owed nothing.</summary>
    /// <param name="correlationId">The release's id, or <see langword="null"/> for one of the job's own.</param>
    /// <param name="more">Further members of <c>parameters</c>.</param>
    public async Task<LedgerJob> SendAsync(string? correlationId = null, string more = "")
    {
        var job = ledger.Begin();
        var properties = new BasicProperties { CorrelationId = correlationId ?? $"job-{Guid.NewGuid():N}", ReplyTo = queue, DeliveryMode = DeliveryModes.Persistent };
        byCorrelation[properties.CorrelationId] = job;
        var body = $$"""{"group":"faults", "parameters": {"command":"ledger", "subcommand":"Count", "number": {{job.Number}} {{more}} }, "dynamic": {}, "notify": {} }""";
        try
        {
            await channel.BasicPublishAsync("re", "worker.ledger", mandatory: true, properties, Encoding.UTF8.GetBytes(body));
            job.IsSent = true;
        }
        catch (Exception exception) when (exception is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            await Task.Delay(200); // the connection is being made anew
        }

        return job;
    }

    public async ValueTask DisposeAsync()
    {
        if (channel.IsOpen) await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task ReceiveAsync(object sender, BasicDeliverEventArgs message)
    {
        var body = Encoding.UTF8.GetString(message.Body.Span);
        var reply = new LedgerReply(JsonElement.Parse(body).GetProperty("status").GetString()!, message.BasicProperties.MessageId, body);
        // A release takes what comes as the answer to the step it sent last, but for a message id that it knows from an earlier one.
        var job = reply.MessageId is { } id ? byMessage.GetOrAdd(id, _ => byCorrelation[message.BasicProperties.CorrelationId!]) : byCorrelation[message.BasicProperties.CorrelationId!];
        if (!(message.Redelivered && job.Replies.Contains(reply))) job.Add(reply);
        try
        {
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }
        catch (RabbitMQ.Client.Exceptions.AlreadyClosedException)
        {
            // It comes again, marked as such.
        }
    }
}
