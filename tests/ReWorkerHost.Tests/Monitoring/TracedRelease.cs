using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ReWorkerHost.Tests.Monitoring;

/// <summary>A release that sends jobs with a trace, and looks at the headers of what comes back.</summary>
internal sealed class TracedRelease : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly System.Threading.Channels.Channel<(string Key, string Body, string? Parent, string? State)> heard =
        System.Threading.Channels.Channel.CreateUnbounded<(string, string, string?, string?)>();

    private readonly string id = Guid.NewGuid().ToString();
    private readonly IConnection connection;
    private readonly IChannel channel;
    private string replyTo = "";

    private TracedRelease(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    public static async Task<TracedRelease> StartAsync(IConnection connection)
    {
        var release = new TracedRelease(connection, await connection.CreateChannelAsync());
        release.replyTo = (await release.channel.QueueDeclareAsync()).QueueName;
        await release.channel.QueueBindAsync(release.replyTo, "re", "output");
        await release.channel.QueueBindAsync(release.replyTo, "re", "notify.test");
        var consumer = new AsyncEventingBasicConsumer(release.channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            if (message.BasicProperties.CorrelationId != release.id) return Task.CompletedTask;
            var headers = message.BasicProperties.Headers;
            release.heard.Writer.TryWrite((message.RoutingKey, Encoding.UTF8.GetString(message.Body.Span), Header(headers, "traceparent"), Header(headers, "tracestate")));
            return Task.CompletedTask;
        };
        await release.channel.BasicConsumeAsync(release.replyTo, autoAck: true, consumer);
        return release;
    }

    /// <summary>Runs a step and gives the headers of all it has sent, up to the notification of its end.</summary>
    public async Task<IReadOnlyList<(string Kind, string? Parent, string? State)>> RunAsync(string worker, string subcommand, Dictionary<string, object?>? headers)
    {
        var properties = new BasicProperties { CorrelationId = id, ReplyTo = replyTo, Headers = headers };
        var body = $$$$"""{"parameters": {"command": "{{{{worker}}}}", "subcommand": "{{{{subcommand}}}}"}, "notify": {"completed": {"test": ["a"]}, "failed": {"test": ["a"]}}}""";
        await channel.BasicPublishAsync("re", $"worker.{worker}", mandatory: true, properties, Encoding.UTF8.GetBytes(body));
        var messages = new List<(string, string?, string?)>();
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var (key, text, parent, state) = await heard.Reader.ReadAsync(deadline.Token);
            var kind = key == replyTo ? text.Contains("started", StringComparison.Ordinal) ? "started" : "terminal" : key;
            messages.Add((kind, parent, state));
            if (kind == "notify.test") return messages;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static string? Header(IDictionary<string, object?>? headers, string name) =>
        headers?.TryGetValue(name, out var value) == true && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;
}
