using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;
using ReWorkerHost.Messaging;
using ReWorkerHost.Peers;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Fleet;

/// <summary>Answers what is asked of this host over the bus, and carries out the orders that are signed with its secret. No port is opened for it.</summary>
internal sealed class FleetListener(
    LiveFleetSettings live, BrokerLink broker, HostOverview overview, HostControl control, HostIdentity identity, IPeers peers, TimeProvider time, ILogger<FleetListener> logger) : BackgroundService
{
    private const int LongestCaller = 100;
    private readonly FleetSettings settings = live.Current;
    private readonly RequestGate gate = new(live, time);
    private readonly OpenCount answering = new();
    private readonly ChannelHolder sending = new(broker.Publishing, new CreateChannelOptions(false, false));

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await answering.NoneAsync().WaitAsync(BoundedEnd.Limit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await sending.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backOff = new BackOff(time);
        string? failure = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var connection = await broker.Consuming.GetAsync(stoppingToken).ConfigureAwait(false);
                await FanOut.ListenAsync(connection, settings.Exchange, settings.Declare, message => Hear(message, stoppingToken), ListenAsync, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, stoppingToken))
            {
                if (failure != exception.Message) Log.NotHeard(logger, settings.Exchange, failure = exception.Message);
            }

            await backOff.PauseAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task ListenAsync(string queue, Task deaf)
        {
            backOff.Reset();
            failure = null;
            Log.Listening(logger, settings.Exchange, live.Current.Secret is null ? "read-only, because no secret is set (Fleet:Secret)" : "orders must be signed");
            await deaf.WaitAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a request; it is answered beside those behind it, for some take long.</summary>
    private void Hear(BasicDeliverEventArgs message, CancellationToken stop)
    {
        var body = message.Body.ToArray(); // the client's buffer is reused
        if (message.BasicProperties.ReplyTo is not { Length: > 0 } replyTo) return;
        var signature = message.BasicProperties.Headers?.TryGetValue(FleetSignature.Header, out var value) == true && value is byte[] text ? Encoding.ASCII.GetString(text) : null;
        answering.Open();
        _ = Task.Run(() => TakeAsync(body, replyTo, message.BasicProperties.CorrelationId, signature, stop), CancellationToken.None);
    }

    private async Task TakeAsync(byte[] body, string replyTo, string? correlationId, string? signature, CancellationToken stop)
    {
        try
        {
            if (Read(body) is not { } request || !request.IsFor(identity)) return;
            FleetReply reply;
            try
            {
                reply = await AnswerAsync(request, replyTo, body, signature, stop).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (exception is not InvalidDataException) Log.RequestFailed(logger, exception);
                reply = Reply() with { Error = exception is InvalidDataException ? exception.Message : $"the host failed: {exception.GetType().Name}, see its log" };
            }

            await SendAsync(reply, replyTo, correlationId, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host stops; the asker hears nothing of it, and says so.
        }
        finally
        {
            answering.Close();
        }
    }

    private FleetRequest? Read(byte[] body)
    {
        try
        {
            if (JsonSerializer.Deserialize<FleetRequest>(body, ManagementJson.Options) is { Id.Length: > 0, Caller: not null } request) return request;
            Log.NoRequest(logger, settings.Exchange, "id and caller are missing");
        }
        catch (JsonException exception)
        {
            Log.NoRequest(logger, settings.Exchange, exception.Message);
        }

        return null;
    }

    private async Task<FleetReply> AnswerAsync(FleetRequest request, string replyTo, byte[] body, string? signature, CancellationToken stop) => request.Question switch
    {
        FleetQuestion.Status => Reply() with { Status = await overview.LookAsync(stop).ConfigureAwait(false) },
        FleetQuestion.Jobs when request.Jobs is { } filter => Reply() with { Jobs = overview.Jobs(filter) },
        FleetQuestion.Jobs => Reply() with { Jobs = overview.Running() },
        FleetQuestion.Output when request.Job is { } job => Reply() with { Output = overview.OutputOf(job) },
        FleetQuestion.Order when request.Order is { } order => Reply() with { Answer = await OrderAsync(request, order, replyTo, body, signature, stop).ConfigureAwait(false) },
        _ => Reply(),
    };

    private Task<ControlAnswer> OrderAsync(FleetRequest request, ControlRequest order, string replyTo, byte[] body, string? signature, CancellationToken stop)
    {
        var caller = new Caller(request.Caller.Length > LongestCaller ? request.Caller[..LongestCaller] : request.Caller, "bus");
        return gate.Refuse(request, replyTo, body, signature) is { } refusal ? Task.FromResult(control.Deny(order, caller, refusal)) : control.OrderAsync(order, caller, stop);
    }

    private FleetReply Reply() => new(identity.Name, identity.Id, peers.Others);

    private async Task SendAsync(FleetReply reply, string replyTo, string? correlationId, CancellationToken stop)
    {
        try
        {
            var channel = await sending.GetAsync(stop).ConfigureAwait(false);
            var properties = new BasicProperties { CorrelationId = correlationId, AppId = identity.Name, ContentType = "application/json" };
            await channel.BasicPublishAsync("", replyTo, mandatory: false, properties, JsonSerializer.SerializeToUtf8Bytes(reply, ManagementJson.Options), stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, stop))
        {
            Log.NotAnswered(logger, exception.Message);
        }
    }
}
