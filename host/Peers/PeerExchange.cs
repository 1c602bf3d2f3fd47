using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
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
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(0.5);

    // A host whose node has died must have found another by then.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    // A broker that does not answer must not hold up the host's end.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private readonly string self = settings.Identity.Id;
    private readonly PeerList peers = new(time);
    private readonly GivenAnswers given = new(answers, time);
    private readonly ConcurrentDictionary<string, PendingQuestion> pending = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource discovered = New();
    private readonly TaskCompletionSource heardItself = New();
    private readonly ChannelHolder sending = new(settings.Publishing, new CreateChannelOptions(false, false));
    private volatile TaskCompletionSource hearing = New();
    private volatile string? address;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Others => peers.Hosts;

    /// <inheritdoc/>
    public bool MayHaveOthers => !discovered.Task.IsCompleted || !hearing.Task.IsCompleted || peers.Hosts.Count > 0;

    /// <inheritdoc/>
    public Task Discovered => discovered.Task;

    /// <inheritdoc/>
    public async Task<bool> AskAsync(PeerQuestion question, CancellationToken cancellationToken)
    {
        await discovered.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await hearing.Task.WaitAsync(cancellationToken).ConfigureAwait(false); // an answer could not come, and who is there is not known
        if (peers.Answering is not { Count: > 0 } hosts) return false;
        var waiting = pending[question.Id] = new PendingQuestion(hosts);
        var since = time.GetTimestamp();
        try
        {
            // Each host hears by a queue that is lost with its node, so a question or its answer may be lost too.
            while (!waiting.Answer.IsCompleted && time.GetElapsedTime(since) < Patience)
            {
                await SendAsync(settings.Exchange, "", PeerMessage.About(question, self, PeerMessageKind.Question), cancellationToken).ConfigureAwait(false);
                await ((Task)waiting.Answer).WaitAsync(BetweenAttempts, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (waiting.Answer.IsCompleted) return await waiting.Answer.ConfigureAwait(false);
            var missing = waiting.Missing;
            Log.NotAllAnswered(logger, missing.Count, Patience.TotalSeconds);
            foreach (var host in missing) peers.Doubt(host);
            return false;
        }
        finally
        {
            pending.TryRemove(question.Id, out _);
        }
    }

    /// <inheritdoc/>
    public Task SettleAsync(PeerQuestion question, CancellationToken cancellationToken) =>
        SendAsync(settings.Exchange, "", PeerMessage.About(question, self, PeerMessageKind.Settled), cancellationToken);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        var leaving = LeaveAsync(cancellationToken);
        if (await Task.WhenAny(leaving, Task.Delay(Farewell, time, cancellationToken)).ConfigureAwait(false) == leaving) await leaving.ConfigureAwait(false);
        else Log.LeftUnheard(logger, Farewell.TotalSeconds);
    }

    private async Task LeaveAsync(CancellationToken cancellationToken)
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
                if (exception is RabbitMQ.Client.Exceptions.OperationInterruptedException { ShutdownReason.ReplyCode: Constants.NotFound or Constants.AccessRefused or Constants.PreconditionFailed })
                {
                    if (discovered.TrySetResult()) Log.NoExchange(logger, settings.Exchange, exception.Message);
                    hearing.TrySetResult();
                }

                await backOff.PauseAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(BackOff backOff, CancellationToken stop)
    {
        var connection = await settings.Consuming.GetAsync(stop).ConfigureAwait(false);
        await FanOut.ListenAsync(
            connection, settings.Exchange, settings.Declare, message => Hear(PeerMessage.Read(message.Body.Span), message.BasicProperties.ReplyTo, stop), MeetAsync, stop).ConfigureAwait(false);

        async Task MeetAsync(string queue, Task deaf)
        {
            address = queue;
            peers.Renew();
            backOff.Reset();
            hearing.TrySetResult();
            try
            {
                await GreetAsync(deaf, stop).ConfigureAwait(false);
            }
            finally
            {
                hearing = New();
            }
        }
    }

    private async Task GreetAsync(Task deaf, CancellationToken stop)
    {
        while (!deaf.IsCompleted)
        {
            await SendAsync(settings.Exchange, "", new PeerMessage(self, PeerMessageKind.Hello, Before: settings.Identity.Before), stop).ConfigureAwait(false);
            if (!discovered.Task.IsCompleted)
            {
                // When the own hello has come back, the others have it too, and answer it now.
                var isHeard = await Task.WhenAny(heardItself.Task, deaf, Task.Delay(BetweenAttempts, time, stop)).ConfigureAwait(false) == heardItself.Task;
                stop.ThrowIfCancellationRequested();
                if (!isHeard) continue;
                await Task.Delay(Discovery, time, stop).ConfigureAwait(false);
                discovered.TrySetResult();
            }

            given.Sweep();
            await deaf.WaitAsync(BetweenHellos, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes a message. Nothing is awaited here: it would keep the messages behind it.</summary>
    private void Hear(PeerMessage? message, string? replyTo, CancellationToken stop)
    {
        if (message is null) return;
        if (message.Host == self)
        {
            heardItself.TrySetResult();
            return;
        }

        if (message.Before is { } before && before != self) Replace(before, message.Host);
        var isNew = message.Kind != PeerMessageKind.Goodbye && peers.Hear(message.Host);
        switch (message.Kind)
        {
            case PeerMessageKind.Goodbye:
                peers.Forget(message.Host);
                foreach (var question in pending.Values) question.Take(message.Host, yes: false);
                break;
            case PeerMessageKind.Hello when isNew && replyTo is not null:
                Log.Peer(logger, message.Host);
                _ = AnswerAsync(() => Task.FromResult(new PeerMessage(self, PeerMessageKind.Welcome)), replyTo, stop);
                break;
            case PeerMessageKind.Question when replyTo is not null:
                _ = AnswerAsync(() => AnswerAsync(message), replyTo, stop);
                break;
            case PeerMessageKind.Answer when message.Id is not null && pending.TryGetValue(message.Id, out var question):
                question.Take(message.Host, message.Answer);
                break;
            case PeerMessageKind.Settled:
                _ = given.SettleAsync(message.ToQuestion());
                break;
        }
    }

    private void Replace(string before, string host)
    {
        peers.Forget(before);
        foreach (var question in pending.Values) question.Replace(before, host);
    }

    private async Task<PeerMessage> AnswerAsync(PeerMessage message)
    {
        var answer = await given.AnswerAsync(message.ToQuestion()).ConfigureAwait(false);
        if (answer) Log.SaidYes(logger, message.Question, message.Key.CorrelationId);
        return new PeerMessage(self, PeerMessageKind.Answer, message.Id, Answer: answer);
    }

    private async Task AnswerAsync(Func<Task<PeerMessage>> answer, string replyTo, CancellationToken stop)
    {
        try
        {
            await SendAsync("", replyTo, await answer().ConfigureAwait(false), stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host stops, and the other one takes it for gone.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

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
