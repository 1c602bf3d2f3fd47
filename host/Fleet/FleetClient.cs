using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;

namespace ReWorkerHost.Fleet;

/// <summary>Asks hosts over the bus, from anywhere that reaches the broker.</summary>
internal sealed class FleetClient : IAsyncDisposable
{
    private static readonly TimeSpan ForOrders = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(0.3);
    private readonly IChannel channel;
    private readonly FleetSettings settings;
    private readonly string caller;
    private readonly TimeProvider time;
    private readonly Channel<(string? Id, FleetReply Reply)> replies = Channel.CreateUnbounded<(string?, FleetReply)>();
    private string address = "";

    private FleetClient(IChannel channel, FleetSettings settings, string caller, TimeProvider time) =>
        (this.channel, this.settings, this.caller, this.time) = (channel, settings, caller, time);

    /// <summary>Makes ready to ask. One question is asked at a time.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="settings">The exchange and the secret.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<FleetClient> OpenAsync(IConnection connection, FleetSettings settings, string caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = new FleetClient(await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false), settings, caller, time);
        try
        {
            await client.ListenAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks, and takes what comes: until all have answered that are known of, or the time is up.</summary>
    /// <param name="request">The question.</param>
    /// <param name="wait">How long to wait at most.</param>
    /// <param name="expected">The ids of those that are to answer; <see langword="null"/> where it is not known: then those are that other hosts know of.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answers by the hosts' names, then ids.</returns>
    public async Task<IReadOnlyList<FleetReply>> AskAsync(FleetRequest request, TimeSpan wait, IReadOnlyCollection<string>? expected, CancellationToken cancellationToken)
    {
        if (expected is { Count: 0 }) return []; // nobody is asked
        await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var answers = new Dictionary<string, FleetReply>(StringComparer.Ordinal);
        var since = time.GetTimestamp();
        while (!(expected ?? Known(request, answers)).All(answers.ContainsKey) || (expected is null && answers.Count == 0))
        {
            var left = wait - time.GetElapsedTime(since);
            if (request.Hosts is { } names && expected is null && names.All(name => answers.Values.Any(reply => reply.IsCalled(name))) && left > Quiet) left = Quiet; // there may be two of one name
            if (left <= TimeSpan.Zero || await NextAsync(left, cancellationToken).ConfigureAwait(false) is not { } heard) break;
            if (heard.Id == request.Id) answers[heard.Reply.HostId] = heard.Reply;
        }

        return [.. answers.Values.OrderBy(reply => reply.Host, StringComparer.OrdinalIgnoreCase).ThenBy(reply => reply.HostId, StringComparer.Ordinal)];
    }

    /// <summary>Gives an order to hosts: to all at once, or to one after another until one fails, as the order has it.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="order">The order.</param>
    /// <param name="hasFailed">It has failed elsewhere already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of it, for each of them.</returns>
    public async Task<IReadOnlyList<ControlAnswer>> OrderAsync(IReadOnlyList<FleetReply> hosts, ControlRequest order, bool hasFailed, CancellationToken cancellationToken)
    {
        if (!order.IsOneByOne) return await OrderTogetherAsync(hosts, order, cancellationToken).ConfigureAwait(false);
        var answers = new List<ControlAnswer>();
        foreach (var host in hosts)
        {
            var answer = hasFailed ? ControlAnswer.Skip(host.Host) : (await OrderTogetherAsync([host], order, cancellationToken).ConfigureAwait(false))[0];
            hasFailed |= answer.IsFailure;
            answers.Add(answer);
        }

        return answers;
    }

    /// <summary>Gives an order to all at once, and waits for as long as it may take them.</summary>
    private async Task<IReadOnlyList<ControlAnswer>> OrderTogetherAsync(IReadOnlyList<FleetReply> hosts, ControlRequest order, CancellationToken cancellationToken)
    {
        var limit = ForOrders + (order.Verb == ControlVerb.Drain ? order.Wait : TimeSpan.Zero);
        List<string> ids = [.. hosts.Select(host => host.HostId)];
        var replies = (await AskAsync(Request(FleetQuestion.Order, ids) with { Order = order }, limit, ids, cancellationToken).ConfigureAwait(false)).ToDictionary(reply => reply.HostId);
        return [.. hosts.Select(host => Answer(host, replies.GetValueOrDefault(host.HostId), limit))];
    }

    /// <summary>Makes a request of this asker's.</summary>
    public FleetRequest Request(FleetQuestion question, IReadOnlyList<string>? hosts = null) => new(Guid.NewGuid().ToString("N"), question, time.GetUtcNow(), caller, hosts);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await channel.DisposeAsync().ConfigureAwait(false);

    private static IEnumerable<string> Known(FleetRequest request, Dictionary<string, FleetReply> answers) =>
        request.Hosts is null ? answers.Values.SelectMany(reply => reply.Others ?? []) : [""]; // no host has that id: the names decide

    private static ControlAnswer Answer(FleetReply host, FleetReply? reply, TimeSpan limit) =>
        reply?.Answer ?? new ControlAnswer(host.Host, ControlOutcome.Failed, reply?.Error ?? $"no answer within {limit.TotalSeconds} s: whether it was done is not known");

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (settings.Declare) await channel.ExchangeDeclareAsync(settings.Exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken).ConfigureAwait(false);
        address = (await channel.QueueDeclareAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).QueueName;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            if (Read(message.Body.Span) is { } reply) replies.Writer.TryWrite((message.BasicProperties.CorrelationId, reply));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(address, autoAck: true, consumer, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(FleetRequest request, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, ManagementJson.Options);
        var properties = new BasicProperties { ReplyTo = address, CorrelationId = request.Id, ContentType = "application/json" };
        if (settings.Secret is { } secret) properties.Headers = new Dictionary<string, object?> { [FleetSignature.Header] = FleetSignature.Of(secret, address, body) };
        await channel.BasicPublishAsync(settings.Exchange, "", mandatory: false, properties, body, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(string? Id, FleetReply Reply)?> NextAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await replies.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static FleetReply? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<FleetReply>(body, ManagementJson.Options) is { Host: not null, HostId: not null } reply ? reply : null;
        }
        catch (JsonException)
        {
            return null; // no host's
        }
    }
}
