using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Binding;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Messaging;

/// <summary>
/// A worker's output and notifications, in the order they are given, on a channel of its own. They are told to whoever listens,
/// so they are neither mandatory nor confirmed; while the broker is out of reach they wait.
/// </summary>
internal sealed class OutputChannel(
    BrokerConnection connection, string appId, string exchange, string notificationExchange, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly ChannelHolder channel = new(connection, new CreateChannelOptions(false, false));

    private readonly string outputDestination = $"{exchange}:output";
    private readonly string notificationDestination = notificationExchange.Length == 0 ? "notify" : $"{notificationExchange}:notify";

    /// <summary>Sends output for users (protocol, "Output").</summary>
    public async Task OutputAsync(string? correlationId, string message, CancellationToken cancellationToken)
    {
        await PublishAsync(exchange, "output", outputDestination, correlationId, json => json.WriteString("message", Encoding.UTF8.GetBytes(message)), cancellationToken).ConfigureAwait(false);
        ReplyMeter.Say(appId);
    }

    /// <summary>Sends a notification (protocol, "Notifications"); a slug over 80 characters is cut.</summary>
    public async Task NotifyAsync(string? correlationId, string transport, Notification notification, CancellationToken cancellationToken)
    {
        if (await PublishAsync(notificationExchange, $"notify.{transport}", notificationDestination, correlationId, json => Write(json, notification), cancellationToken).ConfigureAwait(false))
        {
            ReplyMeter.Notify(appId);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => channel.DisposeAsync();

    private static void Write(Utf8JsonWriter json, Notification notification)
    {
        json.WriteString("slug", Encoding.UTF8.GetBytes(SlugText.Cut(notification.Slug)));
        json.WriteString("message", Encoding.UTF8.GetBytes(notification.Message));
        json.WriteString("phase", notification.Phase);
        json.WriteStartArray("target");
        foreach (var target in notification.Target) json.WriteStringValue(target);
        json.WriteEndArray();
    }

    /// <returns>It was sent.</returns>
    private async Task<bool> PublishAsync(string to, string routingKey, string destination, string? correlationId, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(routingKey) > 255)
        {
            Log.RoutingKeyTooLong(logger, routingKey);
            return false;
        }

        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, JsonText.Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        var publication = Publication.Of(to, routingKey, destination, correlationId, (int)body.Length);
        var error = "abandoned";
        try
        {
            await SendAsync(to, routingKey, correlationId, body.ToArray(), publication.Span, cancellationToken).ConfigureAwait(false);
            error = null;
            return true;
        }
        finally
        {
            publication.End(error);
        }
    }

    private async Task SendAsync(string to, string routingKey, string? correlationId, byte[] body, Activity? span, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(time);
        while (true)
        {
            var properties = new BasicProperties { AppId = appId, ReplyTo = "log", ContentType = "application/json", Headers = TraceHeaders.Write(span, null) };
            if (correlationId is not null) properties.CorrelationId = correlationId;
            try
            {
                var open = await channel.GetAsync(cancellationToken).ConfigureAwait(false);
                await open.BasicPublishAsync(to, routingKey, mandatory: false, properties, body, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, cancellationToken))
            {
                Log.OutputWaits(logger, routingKey, exception.Message);
            }

            await backOff.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
