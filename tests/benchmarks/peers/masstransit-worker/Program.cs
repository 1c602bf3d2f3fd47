// The same work done with MassTransit: raw JSON both ways, so the driver needs no special mode.
using System.Text.Json.Serialization;
using Bench.MassTransitWorker;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

string queue = Array.IndexOf(args, "--queue") is >= 0 and var at ? args[at + 1] : "worker.bench-masstransit";
ushort port = ushort.Parse(Environment.GetEnvironmentVariable("BENCH_PORT") ?? "5672");

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddMassTransit(bus =>
{
    bus.AddConsumer<JobConsumer>();
    bus.UsingRabbitMq((context, rabbit) =>
    {
        rabbit.Host("127.0.0.1", port, "/", host =>
        {
            host.Username("guest");
            host.Password("guest");
            host.PublisherConfirmation = !args.Contains("--no-confirms"); // MassTransit's default is on
        });
        rabbit.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
            endpoint.PrefetchCount = 256;
            endpoint.Bind("re", binding => { binding.ExchangeType = "topic"; binding.RoutingKey = queue; });
            endpoint.ConfigureConsumer<JobConsumer>(context);
        });
    });
});
await builder.Build().RunAsync();

// In a namespace: MassTransit takes types that have none for invalid, binds no consumer and skips every message.
namespace Bench.MassTransitWorker
{
    public record Parameters(string Command, string Subcommand, string[] Hosts);
    public record Job(string Group, Parameters Parameters);
    public record Reply([property: JsonPropertyName("status")] string Status);

    public class JobConsumer : IConsumer<Job>
    {
        // The transport's own name for "the default exchange, with the incoming message's reply_to as routing key".
        static readonly Uri ReplyTo = new("exchange:amq.rabbitmq.reply-to");

        public async Task Consume(ConsumeContext<Job> job)
        {
            if (job.Message.Parameters.Subcommand is null) throw new InvalidDataException();
            var endpoint = await job.GetSendEndpoint(ReplyTo);
            await Send("started");
            await Send("completed");

            Task Send(string status) => endpoint.Send(new Reply(status), reply =>
            {
                reply.Durable = false;
                reply.CorrelationId = job.CorrelationId;
                if (reply is RabbitMqSendContext rabbit) rabbit.BasicProperties.AppId = "bench";
            });
        }
    }
}
