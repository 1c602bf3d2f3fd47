// The same work done with Wolverine: an envelope mapper for the foreign wire format, replies as cascaded messages.
using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Wolverine;
using Wolverine.Configuration;
using Wolverine.RabbitMQ;
using Wolverine.RabbitMQ.Internal;
using Wolverine.Runtime;

string queue = Array.IndexOf(args, "--queue") is >= 0 and var at ? args[at + 1] : "worker.bench-wolverine";
int port = int.Parse(Environment.GetEnvironmentVariable("BENCH_PORT") ?? "5672");

var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.UseWolverine(wolverine =>
{
    wolverine.UseRabbitMq(f => { f.HostName = "127.0.0.1"; f.Port = port; f.UserName = "guest"; f.Password = "guest"; })
        .DisableDeadLetterQueueing()                 // the queue is made by others, without a dead letter exchange
        .DisableSystemRequestReplyQueueDeclaration()
        .ConfigureChannelCreation(c => c.PublisherConfirmationsEnabled = c.PublisherConfirmationTrackingEnabled = args.Contains("--confirms"));
    var listener = wolverine.ListenToRabbitQueue(queue)
        .DefaultIncomingMessage<Job>()
        .PreFetchCount(256)
        .UseInterop(new ReleaseEngineMapper());
    // Buffered acknowledges on receipt, as the protocol asks; inline (Wolverine's default) after the handler.
    if (args.Contains("--inline")) listener.ProcessInline(); else listener.BufferedInMemory();
    wolverine.Policies.Add(new ReplyPolicy());
    if (args.Contains("--no-telemetry")) wolverine.Policies.AllListeners(l => l.TelemetryEnabled(false));
});
await builder.Build().RunAsync();

public record Parameters(string Command, string Subcommand, string[] Hosts);
public record Job(string Group, Parameters Parameters);
public record Reply([property: JsonPropertyName("status")] string Status);

public static class JobHandler
{
    public static OutgoingMessages Handle(Job job)
    {
        if (job.Parameters.Subcommand is null) throw new InvalidDataException();
        var replies = new OutgoingMessages();
        replies.RespondToSender(new Reply("started"));
        replies.RespondToSender(new Reply("completed"));
        return replies;
    }
}

/// <summary>correlation_id and reply_to in; correlation_id, app_id and content_type out.</summary>
public class ReleaseEngineMapper : IRabbitMqEnvelopeMapper
{
    static readonly ConcurrentDictionary<string, Uri> ReplyUris = new();

    public void MapIncomingToEnvelope(Envelope envelope, IReadOnlyBasicProperties incoming)
    {
        envelope.CorrelationId = incoming.CorrelationId;
        envelope.ContentType = "application/json";
        envelope.ReplyUri = ReplyUris.GetOrAdd(incoming.ReplyTo!, name => new Uri("rabbitmq://queue/" + name));
    }

    public void MapEnvelopeToOutgoing(Envelope envelope, IBasicProperties outgoing)
    {
        outgoing.CorrelationId = envelope.CorrelationId;
        outgoing.ContentType = "application/json";
        outgoing.AppId = "bench";
        outgoing.ClearHeaders();
    }
}

/// <summary>Reply queues are met at run time: each gets the mapper, and inline sending so that "started" stays first.</summary>
public class ReplyPolicy : IEndpointPolicy
{
    public void Apply(Endpoint endpoint, IWolverineRuntime runtime)
    {
        if (endpoint is not RabbitMqQueue { IsListener: false } reply) return;
        reply.EnvelopeMapper = new ReleaseEngineMapper();
        reply.Mode = EndpointMode.Inline;
    }
}
