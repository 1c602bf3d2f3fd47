// The practical upper limit: a plain RabbitMQ.Client consumer with nothing in the way.
using System.Runtime.InteropServices;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

string queue = Array.IndexOf(args, "--queue") is >= 0 and var at ? args[at + 1] : "worker.bench-raw";
int port = int.Parse(Environment.GetEnvironmentVariable("BENCH_PORT") ?? "5672");
bool confirms = args.Contains("--confirms"), parse = args.Contains("--parse");

var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = port, UserName = "guest", Password = "guest" };
await using var connection = await factory.CreateConnectionAsync();
// Without confirms nothing in the handler ever waits, so one dispatcher is fastest. With confirms the handler waits
// for the broker: many jobs must be in flight, and the client's default limiter (128 outstanding) must not throttle them.
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(confirms, confirms,
    outstandingPublisherConfirmationsRateLimiter: null, consumerDispatchConcurrency: (ushort)(confirms ? 128 : 1)));
await channel.ExchangeDeclareAsync("re", ExchangeType.Topic, durable: true);
await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue, "re", queue);
await channel.BasicQosAsync(0, 256, false);

byte[] started = """{"status":"started"}"""u8.ToArray(), completed = """{"status":"completed"}"""u8.ToArray();
var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, job) =>
{
    await channel.BasicAckAsync(job.DeliveryTag, multiple: false);
    if (parse)
    {
        using var json = JsonDocument.Parse(job.Body);
        if (json.RootElement.GetProperty("parameters").GetProperty("subcommand").GetString() is null) throw new InvalidDataException();
    }
    var properties = new BasicProperties { CorrelationId = job.BasicProperties.CorrelationId, AppId = "bench", ContentType = "application/json" };
    var replyTo = job.BasicProperties.ReplyTo!;
    await channel.BasicPublishAsync("", replyTo, mandatory: false, properties, started);
    await channel.BasicPublishAsync("", replyTo, mandatory: false, properties, completed);
};
await channel.BasicConsumeAsync(queue, autoAck: false, consumer);

var stop = new TaskCompletionSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => { c.Cancel = true; stop.TrySetResult(); });
await stop.Task;
