using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using ReWorkerHost.Fleet;
using ReWorkerHost.Management;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Fleet;

/// <summary>An order that is not signed with the hosts' secret, or not now, changes nothing.</summary>
[Collection(SecondNodeGroup.Name)]
public sealed class FleetSecurityTests(RabbitMqNode node)
{
    [Fact]
    public async Task Hosts_without_a_secret_show_themselves_and_take_no_orders()
    {
        await using var hosts = await TwoHosts.StartAsync(node, secret: null);

        Assert.Contains("serving", await hosts.DoAsync("status"), StringComparison.Ordinal);
        foreach (var secret in new[] { null, TwoHosts.Secret })
        {
            var (code, text) = await hosts.OperateAsync(secret, ["pause", "hot"]);
            Assert.Equal(1, code);
            Assert.Contains("denied: this host takes no orders over the bus: it has no secret (Fleet:Secret or Fleet:SecretFile)", text, StringComparison.Ordinal);
        }

        Assert.Equal(2u, await hosts.Blue.ConsumersAsync(hosts.Blue.Queue));
    }

    [Fact]
    public async Task Orders_that_are_not_signed_or_wrongly_or_too_old_or_sent_again_change_nothing_and_are_in_the_audit_log()
    {
        await using var hosts = await TwoHosts.StartAsync(node);

        Assert.Contains("denied: the order is not signed", (await hosts.OperateAsync(null, ["pause", "hot"])).Text, StringComparison.Ordinal);
        Assert.Contains("denied: the order is signed with another secret", (await hosts.OperateAsync("another secret of 16 characters", ["pause", "hot"])).Text, StringComparison.Ordinal);
        await using var connection = await node.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var address = (await channel.QueueDeclareAsync()).QueueName;
        var old = Body(TimeProvider.System.GetUtcNow().AddSeconds(-61));
        Assert.Contains("they may differ by 60 s", (await AskAsync(channel, address, old, Sign(address, old))).Answer!.Message, StringComparison.Ordinal);
        var altered = Body(TimeProvider.System.GetUtcNow());
        Assert.Contains("another secret than this host's, or was altered", (await AskAsync(channel, address, altered, Sign(address, old))).Answer!.Message, StringComparison.Ordinal);
        Assert.Contains("another secret than this host's, or was altered", (await AskAsync(channel, address, altered, Sign("another queue", altered))).Answer!.Message, StringComparison.Ordinal);
        Assert.Equal(2u, await hosts.Blue.ConsumersAsync(hosts.Blue.Queue));
        var audit = await File.ReadAllTextAsync(Path.Combine(hosts.Blue.Daemon.State, "logs", "audit.log"));
        Assert.Equal(5, audit.Split('\n').Count(line => line.Contains(" orders Pause hot: Denied, ", StringComparison.Ordinal)));

        var good = Body(TimeProvider.System.GetUtcNow());
        Assert.Equal(ControlOutcome.Done, (await AskAsync(channel, address, good, Sign(address, good))).Answer!.Outcome);
        await hosts.DoAsync("resume", "hot");
        Assert.Equal("the order was taken before", (await AskAsync(channel, address, good, Sign(address, good))).Answer!.Message);
        await Eventually.HoldsAsync(async () => await hosts.Blue.ConsumersAsync(hosts.Blue.Queue) == 2, () => "both consume again");
        Assert.Contains("mallory (bus) orders Pause hot: Done, hot takes no new steps", await File.ReadAllTextAsync(Path.Combine(hosts.Blue.Daemon.State, "logs", "audit.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_request_stops_nothing()
    {
        await using var hosts = await TwoHosts.StartAsync(node);
        await using var connection = await node.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var address = (await channel.QueueDeclareAsync()).QueueName;
        foreach (var body in new[] { "", "nonsense", "[]", "{}", """{"id":"1","question":"nothing","caller":"me"}""", """{"id":"2","question":"order","caller":"me","at":"2026-01-01T00:00:00Z","order":{"verb":"explode"}}""" })
        {
            await channel.BasicPublishAsync("re.control", "", mandatory: false, new BasicProperties { ReplyTo = address }, Encoding.UTF8.GetBytes(body));
        }

        Assert.Contains("serving", await hosts.DoAsync("status"), StringComparison.Ordinal);
        await hosts.Blue.Daemon.OutputHoldsAsync("is no request");
        var (code, text) = await hosts.OperateAsync("status", "--host", "red");
        Assert.Equal(1, code);
        Assert.Contains("no answer from red within 3 s", text, StringComparison.Ordinal);
    }

    private static byte[] Body(DateTimeOffset at) => JsonSerializer.SerializeToUtf8Bytes(
        new FleetRequest(Guid.NewGuid().ToString("N"), FleetQuestion.Order, at, "mallory", ["blue"], new ControlRequest(ControlVerb.Pause, "hot")), ManagementJson.Options);

    private static string Sign(string replyTo, byte[] body) => FleetSignature.Of(Encoding.UTF8.GetBytes(TwoHosts.Secret), replyTo, body);

    private static async Task<FleetReply> AskAsync(IChannel channel, string address, byte[] body, string signature)
    {
        var properties = new BasicProperties { ReplyTo = address, Headers = new Dictionary<string, object?> { [FleetSignature.Header] = signature } };
        await channel.BasicPublishAsync("re.control", "", mandatory: false, properties, body);
        BasicGetResult? reply = null;
        await Eventually.HoldsAsync(async () => (reply = await channel.BasicGetAsync(address, autoAck: true)) is not null, () => "the host answers");
        return JsonSerializer.Deserialize<FleetReply>(reply!.Body.Span, ManagementJson.Options)!;
    }
}
