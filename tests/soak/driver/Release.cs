using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ReWorkerHost.Soak;

/// <summary>Sends jobs, each under a correlation id of its own, and keeps what is replied to each.</summary>
internal sealed class Release : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly IChannel channel;
    private string replyTo = "";
    private int sent;

    private Release(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    /// <summary>The replies by correlation id, in the order they came.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Replies { get; } = new();

    public int Sent => sent;

    public static async Task<Release> ConnectAsync(string broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        var release = new Release(connection, await connection.CreateChannelAsync());
        release.replyTo = (await release.channel.QueueDeclareAsync()).QueueName;
        var consumer = new AsyncEventingBasicConsumer(release.channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            release.Replies.GetOrAdd(message.BasicProperties.CorrelationId!, _ => new()).Enqueue(Encoding.UTF8.GetString(message.Body.Span));
            return Task.CompletedTask;
        };
        await release.channel.BasicConsumeAsync(release.replyTo, autoAck: true, consumer);
        return release;
    }

    /// <summary>Sends a job and returns its correlation id.</summary>
    public async Task<string> SendAsync(string worker)
    {
        var id = $"job-{Interlocked.Increment(ref sent)}";
        await channel.BasicPublishAsync("re", $"worker.{worker}", mandatory: true, new BasicProperties { CorrelationId = id, ReplyTo = replyTo }, """{ "group": "soak", "parameters": { "subcommand": "Version", "number": 1 } }"""u8.ToArray());
        return id;
    }

    /// <summary>Sends a job and waits for its end.</summary>
    public async Task<string> RunAsync(string worker)
    {
        var id = await SendAsync(worker);
        while (true)
        {
            if (Replies.GetValueOrDefault(id)?.LastOrDefault() is { } last && !last.Contains("started", StringComparison.Ordinal)) return last;
            await Task.Delay(1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
