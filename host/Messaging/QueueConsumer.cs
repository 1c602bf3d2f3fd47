using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReWorkerHost.Telemetry;

namespace ReWorkerHost.Messaging;

/// <summary>
/// Consumes one worker's queue on a channel of its own. A delivery is taken only when a slot is free, and acknowledged at once;
/// what is prefetched and not taken goes back to the queue when the consumer stops. It goes back too when no slot comes free for
/// a while: another host may have one, and the broker closes channels on which a delivery waits for its acknowledgement for long.
/// </summary>
internal sealed class QueueConsumer(
    BrokerConnection connection, ReplyChannel replies, QueueTopology topology, DeliverySlots slots, int prefetch, IDeliveryIntake intake, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource consuming = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool parked;

    /// <summary>Completes when the queue is consumed for the first time.</summary>
    public Task Consuming => consuming.Task;

    /// <summary>The deliveries that were taken and are not done with.</summary>
    public OpenCount Running { get; } = new();

    /// <summary>Consumes, and begins again after whatever ends the channel, until <paramref name="stop"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var backOff = new BackOff(time);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await ConsumeAsync(backOff, stop).ConfigureAwait(false))
                {
                    await slots.WaitAsync(stop).ConfigureAwait(false);
                    slots.Release();
                    continue;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, stop))
            {
                Log.ConsumeFailed(logger, topology.Queue, exception.Message);
            }

            try
            {
                await backOff.PauseAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
    }

    /// <summary>Consumes until the channel ends, or <paramref name="stop"/> is cancelled.</summary>
    /// <returns>It ended because no slot came free, and is to begin again when one is.</returns>
    private async Task<bool> ConsumeAsync(BackOff backOff, CancellationToken stop)
    {
        await intake.ReadyAsync(stop).ConfigureAwait(false);
        await replies.OpenAsync(stop).ConfigureAwait(false); // no job is taken that could not be answered
        var open = await connection.GetAsync(stop).ConfigureAwait(false);
        await topology.DeclareAsync(open, logger, stop).ConfigureAwait(false);
        var options = new CreateChannelOptions(false, false, outstandingPublisherConfirmationsRateLimiter: null, consumerDispatchConcurrency: 1);
        var channel = await open.CreateChannelAsync(options, stop).ConfigureAwait(false);
        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, replies.Unusable);
            var session = new Session(channel, new ChannelLoss(), ended, new ChannelBarrier(channel, (ushort)prefetch, time));
            channel.ChannelShutdownAsync += (_, reason) =>
            {
                // Noted at once: another consumer of this host may get the deliveries again before this one has ended.
                if (reason.Initiator != ShutdownInitiator.Application) session.Loss.Note();
                return CancelAsync(ended);
            };
            await channel.BasicQosAsync(0, (ushort)prefetch, global: false, stop).ConfigureAwait(false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.UnregisteredAsync += (_, _) => CancelAsync(ended); // the server cancelled it: the queue was deleted
            consumer.ReceivedAsync += (_, message) => session.Handler = TakeAsync(session, message);
            try
            {
                var tag = await channel.BasicConsumeAsync(topology.Queue, autoAck: false, consumer, stop).ConfigureAwait(false);
                consuming.TrySetResult();
                backOff.Reset();
                if (!parked) Log.Consuming(logger, topology.Queue, prefetch);
                await WatchAsync(session).ConfigureAwait(false);
                await CloseAsync(session, tag).ConfigureAwait(false);
                return parked = session.Full.Task.IsCompleted;
            }
            finally
            {
                session.Loss.Note();
            }
        }
        finally
        {
            await channel.EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the end, and looks now and then whether the broker still knows the consumer.</summary>
    private async Task WatchAsync(Session session)
    {
        while (!session.Ended.IsCancellationRequested && !session.Full.Task.IsCompleted)
        {
            await session.Full.Task.WaitAsync(BetweenChecks, time, session.Ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (session.Ended.IsCancellationRequested || session.Full.Task.IsCompleted || await topology.HasConsumerAsync(session.Channel, session.Ended.Token).ConfigureAwait(false)) continue;
            Log.Ghost(logger, topology.Queue);
            return;
        }
    }

    private async Task CloseAsync(Session session, string tag)
    {
        try
        {
            if (session.Channel.IsOpen)
            {
                using var limit = new CancellationTokenSource(BoundedEnd.Limit, time);
                await session.Channel.BasicCancelAsync(tag, noWait: false, limit.Token).ConfigureAwait(false);
                await session.Handler.ConfigureAwait(false);
                await ReturnUntakenAsync(session).ConfigureAwait(false);
                // An acknowledgement that is written behind the channel's close is lost: the step would run here, and again elsewhere.
                await session.Unsaid.NoneAsync().ConfigureAwait(false);
                await session.Channel.CloseAsync(CancellationToken.None).ConfigureAwait(false); // what was not taken goes back to the queue
                session.Loss.NoteOrder();
                return;
            }
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, CancellationToken.None))
        {
            Log.ConsumeFailed(logger, topology.Queue, exception.Message);
        }

        session.Loss.Note();
        intake.NoteLoss();
        Log.ChannelClosed(logger, topology.Queue, session.Channel.CloseReason?.ReplyText ?? "no reason was given");
        await session.Handler.ConfigureAwait(false);
    }

    /// <summary>The source may be gone already when the client reports the end a second time.</summary>
    private static async Task CancelAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The consumer has ended, which is all that this would have told it.
        }
    }

    private async Task TakeAsync(Session session, BasicDeliverEventArgs message)
    {
        if (session.Ended.IsCancellationRequested || session.Full.Task.IsCompleted)
        {
            session.Untaken.Enqueue(message.DeliveryTag);
            return;
        }

        var properties = message.BasicProperties;
        var delivery = new Delivery(
            message.Body.ToArray(), message.RoutingKey, properties.CorrelationId, // the body is the client's buffer and is reused
            string.IsNullOrEmpty(properties.ReplyTo) ? null : properties.ReplyTo, properties.AppId, message.Redelivered, CountOf(properties),
            message.Exchange, HostTelemetry.Activities.HasListeners() ? TraceHeaders.Read(properties.Headers) : default);
        if (slots.TryTake() || await HasSlotAsync(session.Ended.Token).ConfigureAwait(false))
        {
            _ = HoldAsync(delivery, new ChannelAcknowledgement(session.Channel, message.DeliveryTag, session.Loss, session.Unsaid, session.Barrier), session);
            return;
        }

        session.Untaken.Enqueue(message.DeliveryTag);
        if (!session.Ended.IsCancellationRequested) session.Full.TrySetResult();
    }

    /// <summary>Where steps that run keep the channel open for long, those that were not begun go back at once.</summary>
    private static async Task ReturnUntakenAsync(Session session)
    {
        if (session.Unsaid.Count == 0) return; // the close gives them back
        while (session.Untaken.TryDequeue(out var tag)) await session.Channel.BasicNackAsync(tag, multiple: false, requeue: true).ConfigureAwait(false);
    }

    /// <summary>How often a quorum queue says that it has delivered the message before; other queues don't say.</summary>
    private static long? CountOf(IReadOnlyBasicProperties properties) =>
        properties.Headers?.TryGetValue("x-delivery-count", out var count) == true && count is IConvertible number ? number.ToInt64(null) : null;

    private async Task<bool> HasSlotAsync(CancellationToken ended)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ended);
        try
        {
            await slots.WaitAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task HoldAsync(Delivery delivery, ChannelAcknowledgement acknowledgement, Session session)
    {
        Running.Open();
        try
        {
            if (!await intake.HandleAsync(delivery, acknowledgement).ConfigureAwait(false)) await CancelAsync(session.Ended).ConfigureAwait(false);
        }
        finally
        {
            acknowledgement.SayNothing();
            slots.Release();
            Running.Close();
        }
    }

    private sealed record Session(IChannel Channel, ChannelLoss Loss, CancellationTokenSource Ended, ChannelBarrier Barrier)
    {
        /// <summary>Completes when no slot came free for a while.</summary>
        public TaskCompletionSource Full { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The deliveries of which nothing was said to the broker yet.</summary>
        public OpenCount Unsaid { get; } = new();

        /// <summary>The deliveries that came after the end, and were not taken.</summary>
        public ConcurrentQueue<ulong> Untaken { get; } = new();

        /// <summary>The delivery that waits for a slot; the client hands over one at a time.</summary>
        public Task Handler { get; set; } = Task.CompletedTask;
    }
}
