using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReWorkerHost.Messaging;

namespace ReWorkerHost.Peers;

/// <summary>
/// Hosts at one broker hear each other over a fan-out exchange: each says hello now and then, and answers what the others ask. Where there is
/// no such exchange and none may be declared, the host takes itself for the only one.
/// </summary>
internal sealed class PeerExchange(PeerExchangeSettings settings, IPeerAnswers answers, TimeProvider time, ILogger<PeerExchange> logger) : BackgroundService, IPeers
{
    private static readonly TimeSpan BetweenHellos = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Discovery = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly string self = Guid.NewGuid().ToString("N");
    private readonly PeerList peers = new(time);
    private readonly ConcurrentDictionary<string, PendingQuestion> pending = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource discovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChannelHolder sending = new(settings.Publishing, new CreateChannelOptions(false, false));
    private volatile string? address;

    /// <inheritdoc/>
    public bool MayHaveOthers => !discovered.Task.IsCompleted || peers.Hosts.Count > 0;

    /// <inheritdoc/>
    public Task Discovered => discovered.Task;

    /// <inheritdoc/>
    public async Task<bool> AskAsync(PeerQuestion question, CancellationToken cancellationToken)
    {
        await discovered.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (peers.Hosts is not { Count: > 0 } hosts) return false;
        var id = Guid.NewGuid().ToString("N");
        var waiting = pending[id] = new PendingQuestion(hosts);
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            await SendAsync(settings.Exchange, "", new PeerMessage(self, PeerMessageKind.Question, id, question.Kind, question.Key, question.Since), cancellationToken).ConfigureAwait(false);
            return await waiting.Answer.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotAllAnswered(logger, hosts.Count, Patience.TotalSeconds);
            return false;
        }
        finally
        {
            pending.TryRemove(id, out _);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (address is not null && settings.Publishing.IsOpen)
        {
            await SendAsync(settings.Exchange, "", new PeerMessage(self, PeerMessageKind.Goodbye), cancellationToken).ConfigureAwait(false);
        }

        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await sending.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backOff = new BackOff(time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(backOff, stoppingToken).ConfigureAwait(false);
                await backOff.PauseAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, stoppingToken))
            {
                if (exception is RabbitMQ.Client.Exceptions.OperationInterruptedException { ShutdownReason.ReplyCode: Constants.NotFound or Constants.AccessRefused })
                {
                    if (discovered.TrySetResult()) Log.NoExchange(logger, settings.Exchange, exception.Message);
                }

                await backOff.PauseAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(BackOff backOff, CancellationToken stop)
    {
        var connection = await settings.Consuming.GetAsync(stop).ConfigureAwait(false);
        var channel = await connection.CreateChannelAsync(cancellationToken: stop).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            if (settings.Declare) await channel.ExchangeDeclareAsync(settings.Exchange, ExchangeType.Fanout, durable: true, cancellationToken: stop).ConfigureAwait(false);
            var queue = await channel.QueueDeclareAsync(cancellationToken: stop).ConfigureAwait(false);
            await channel.QueueBindAsync(queue.QueueName, settings.Exchange, "", cancellationToken: stop).ConfigureAwait(false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, message) => HearAsync(PeerMessage.Read(message.Body.Span), message.BasicProperties.ReplyTo, stop);
            await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, stop).ConfigureAwait(false);
            address = queue.QueueName;
            peers.Renew();
            backOff.Reset();
            while (channel.IsOpen)
            {
                await SendAsync(settings.Exchange, "", new PeerMessage(self, PeerMessageKind.Hello), stop).ConfigureAwait(false);
                if (!discovered.Task.IsCompleted)
                {
                    await Task.Delay(Discovery, time, stop).ConfigureAwait(false);
                    discovered.TrySetResult();
                }

                await Task.Delay(BetweenHellos, time, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task HearAsync(PeerMessage? message, string? replyTo, CancellationToken stop)
    {
        if (message is null || message.Host == self) return;
        var isNew = message.Kind != PeerMessageKind.Goodbye && peers.Hear(message.Host);
        switch (message.Kind)
        {
            case PeerMessageKind.Goodbye:
                peers.Forget(message.Host);
                break;
            case PeerMessageKind.Hello when isNew && replyTo is not null:
                Log.Peer(logger, message.Host);
                await SendAsync("", replyTo, new PeerMessage(self, PeerMessageKind.Welcome), stop).ConfigureAwait(false);
                break;
            case PeerMessageKind.Question when replyTo is not null:
                _ = AnswerAsync(message, replyTo, stop);
                break;
            case PeerMessageKind.Answer when message.Id is not null && pending.TryGetValue(message.Id, out var question):
                question.Take(message.Host, message.Answer);
                break;
        }
    }

    private async Task AnswerAsync(PeerMessage message, string replyTo, CancellationToken stop)
    {
        try
        {
            var answer = await answers.AnswerAsync(new PeerQuestion(message.Question, message.Key, message.Since)).ConfigureAwait(false);
            if (answer) Log.SaidYes(logger, message.Question, message.Key.CorrelationId);
            await SendAsync("", replyTo, new PeerMessage(self, PeerMessageKind.Answer, message.Id, Answer: answer), stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host stops, and the other one takes it for gone.
        }
    }

    private async Task SendAsync(string to, string routingKey, PeerMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var channel = await sending.GetAsync(cancellationToken).ConfigureAwait(false);
            await channel.BasicPublishAsync(to, routingKey, mandatory: false, new BasicProperties { ReplyTo = address, AppId = self }, message.ToBytes(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, cancellationToken))
        {
            Log.NotSent(logger, exception.Message);
        }
    }
}
