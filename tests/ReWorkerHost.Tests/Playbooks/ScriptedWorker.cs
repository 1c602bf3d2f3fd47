using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ReWorkerHost.Tests.Playbooks;

/// <summary>A worker that answers as a test tells it to, on an exchange that is the test's own.</summary>
internal sealed class ScriptedWorker : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly Func<ScriptedWorker, BasicDeliverEventArgs, string, Task> script;

    private ScriptedWorker(IConnection connection, IChannel channel, Func<ScriptedWorker, BasicDeliverEventArgs, string, Task> script) =>
        (this.connection, this.channel, this.script) = (connection, channel, script);

    public string Exchange { get; } = $"re-{Guid.NewGuid():n}";

    public ConcurrentQueue<(string Body, IReadOnlyBasicProperties Properties)> Jobs { get; } = new();

    /// <summary>Serves commands; the script gets each job's delivery and subcommand's body.</summary>
    public static async Task<ScriptedWorker> StartAsync(IConnection connection, string[] commands, Func<ScriptedWorker, BasicDeliverEventArgs, string, Task> script)
    {
        var worker = new ScriptedWorker(connection, await connection.CreateChannelAsync(), script);
        await worker.channel.ExchangeDeclareAsync(worker.Exchange, ExchangeType.Topic, durable: true);
        foreach (var command in commands)
        {
            var queue = (await worker.channel.QueueDeclareAsync()).QueueName;
            await worker.channel.QueueBindAsync(queue, worker.Exchange, $"worker.{command}");
            var consumer = new AsyncEventingBasicConsumer(worker.channel);
            consumer.ReceivedAsync += (_, delivery) => worker.TakeAsync(delivery);
            await worker.channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        }

        return worker;
    }

    public Task ReplyAsync(BasicDeliverEventArgs job, string body, string? correlationId = null, string? messageId = null)
    {
        var properties = new BasicProperties { CorrelationId = correlationId ?? job.BasicProperties.CorrelationId, ReplyTo = "log" };
        if (messageId is not null) properties.MessageId = messageId;
        return channel.BasicPublishAsync("", job.BasicProperties.ReplyTo!, mandatory: false, properties, Encoding.UTF8.GetBytes(body)).AsTask();
    }

    public Task OutputAsync(string? correlationId, string body) => channel.BasicPublishAsync(
        Exchange, "output", mandatory: false, new BasicProperties { CorrelationId = correlationId }, Encoding.UTF8.GetBytes(body)).AsTask();

    public async ValueTask DisposeAsync()
    {
        await channel.ExchangeDeleteAsync(Exchange);
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private Task TakeAsync(BasicDeliverEventArgs delivery)
    {
        var body = Encoding.UTF8.GetString(delivery.Body.Span);
        Jobs.Enqueue((body, new BasicProperties(delivery.BasicProperties)));
        return script(this, delivery, body);
    }
}
