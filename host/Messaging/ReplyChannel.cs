using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Messaging;

/// <summary>
/// A worker's way back to the FSM: the default exchange, mandatory, confirmed, on a channel of its own. A reply waits while the
/// broker is out of reach. One whose fate is unknown is sent again if it is terminal and not if it is <c>started</c>: a lost terminal
/// hangs a release, a repeated <c>started</c> shifts it. Where the host asks for no confirms, what is lost on the way is lost.
/// </summary>
internal sealed class ReplyChannel(BrokerConnection connection, string appId, bool confirms, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly ChannelHolder channel = new(
        connection, new CreateChannelOptions(publisherConfirmationsEnabled: confirms, publisherConfirmationTrackingEnabled: confirms, outstandingPublisherConfirmationsRateLimiter: null));

    /// <summary>Cancelled while no reply can be sent.</summary>
    public CancellationToken Unusable => connection.Unusable;

    /// <summary>Completes when replies can be sent.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await connection.UsableAsync(cancellationToken).ConfigureAwait(false);
        await channel.GetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a reply and waits until the broker has it.</summary>
    /// <exception cref="OperationCanceledException">It was given up before the broker confirmed it.</exception>
    public async Task<ReplyFate> PublishAsync(Reply reply, CancellationToken cancellationToken)
    {
        var publication = Publication.Of(reply);
        var error = "abandoned";
        try
        {
            var fate = await SendAsync(reply, publication.Span, cancellationToken).ConfigureAwait(false);
            var word = Word(fate);
            ReplyMeter.End(appId, word);
            error = fate is ReplyFate.Confirmed or ReplyFate.Sent ? null : word;
            return fate;
        }
        finally
        {
            publication.End(error);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => channel.DisposeAsync();

    /// <summary>The exceptions that say that connection or channel are gone, and nothing of the message.</summary>
    public static bool IsConnectionTrouble(Exception exception) =>
        exception is OperationInterruptedException or IOException or ObjectDisposedException or TimeoutException or RabbitMQClientException or System.Threading.Channels.ChannelClosedException;

    /// <summary>The same, where the client may have been asked to give up: it also ends what takes too long as if it had been.</summary>
    public static bool IsConnectionTrouble(Exception exception, CancellationToken asked) =>
        IsConnectionTrouble(exception) || (exception is OperationCanceledException && !asked.IsCancellationRequested);

    private async Task<ReplyFate> SendAsync(Reply reply, Activity? span, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(time);
        var isRepetition = false;
        while (true)
        {
            try
            {
                var open = await channel.GetAsync(cancellationToken).ConfigureAwait(false);
                if (isRepetition) ReplyMeter.Repeat(appId);
                isRepetition = true;
                if (await TryPublishAsync(open, reply, span, cancellationToken).ConfigureAwait(false) is { } fate) return fate;
            }
            catch (Exception exception) when (IsConnectionTrouble(exception, cancellationToken))
            {
                Log.ReplyWaits(logger, reply.CorrelationId, reply.MessageId, exception.Message);
            }

            await backOff.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Word(ReplyFate fate) => fate switch
    {
        ReplyFate.Confirmed => "confirmed",
        ReplyFate.Sent => "sent",
        ReplyFate.Unroutable => "unroutable",
        _ => "unknown",
    };

    private async Task<ReplyFate?> TryPublishAsync(IChannel open, Reply reply, Activity? span, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            AppId = appId,
            ReplyTo = "log",
            MessageId = reply.MessageId,
            ContentType = "application/json",
            Headers = TraceHeaders.Write(span, null),
        };
        if (reply.CorrelationId is not null) properties.CorrelationId = reply.CorrelationId;
        try
        {
            await open.BasicPublishAsync("", reply.ReplyTo, mandatory: confirms, properties, reply.Body, cancellationToken).ConfigureAwait(false);
            return confirms ? ReplyFate.Confirmed : ReplyFate.Sent;
        }
        catch (PublishReturnException)
        {
            Log.ReplyUnroutable(logger, reply.CorrelationId, reply.MessageId, reply.ReplyTo);
            return ReplyFate.Unroutable;
        }
        catch (PublishException exception) // the broker refused it, so it has not got it
        {
            Log.ReplyWaits(logger, reply.CorrelationId, reply.MessageId, exception.Message);
            return null;
        }
        catch (Exception exception) when (IsConnectionTrouble(exception, cancellationToken) && !reply.IsTerminal)
        {
            Log.ReplyUnknown(logger, reply.CorrelationId, reply.MessageId, exception.Message);
            return ReplyFate.Unknown;
        }
    }
}
