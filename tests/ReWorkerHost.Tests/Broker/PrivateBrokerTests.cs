using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ReWorkerHost.Broker;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Broker;

[SupportedOSPlatform("linux")]
[Collection(RabbitMqNodeGroup.Name)]
public sealed class PrivateBrokerTests(RabbitMqNode shared) : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Every_listener_is_on_loopback()
    {
        var processes = NodeProcesses.Of(shared.Folder);
        var listeners = Listeners.Of(processes.Select(process => process.Id));

        var ports = shared.Broker.Ports;
        Assert.Contains(processes, process => process.Name == "beam.smp" && process.Id == shared.Broker.ProcessId);
        Assert.Contains(processes, process => process.Name == "epmd");
        Assert.Equal([ports.Amqp, ports.Distribution, ports.Epmd], listeners.Select(listener => listener.Port).ToHashSet());
        Assert.All(listeners, listener => Assert.True(System.Net.IPAddress.IsLoopback(listener.Address), listener.ToString()));
    }

    [Fact]
    public void Nobody_else_may_read_what_is_in_the_folder()
    {
        const UnixFileMode others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(shared.Folder) & others);
        foreach (var secret in (string[])["password", "rabbitmq.config", "node.log", "home/.erlang.cookie"])
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(shared.Folder, secret)) & others);
        }
    }

    [Fact]
    public async Task A_client_without_the_password_is_refused()
    {
        var factory = new ConnectionFactory { Uri = new Uri($"amqp://guest:guest@127.0.0.1:{shared.Broker.Ports.Amqp}/") };
        var exception = await Assert.ThrowsAsync<BrokerUnreachableException>(() => factory.CreateConnectionAsync());
        Assert.IsType<AuthenticationFailureException>(exception.InnerException);
    }

    [Fact]
    public void The_node_is_out_of_reach_of_the_terminals_signals()
    {
        var stat = File.ReadAllText($"/proc/{shared.Broker.ProcessId}/stat");
        var session = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
        Assert.Equal(shared.Broker.ProcessId.ToString(), session);
    }

    [Fact]
    public async Task A_second_host_is_kept_out_of_the_folder()
    {
        var exception = await Assert.ThrowsAsync<PrivateBrokerException>(() => StartAsync(shared.Folder));
        Assert.Contains(shared.Folder, exception.Message);
        Assert.Contains("--state", exception.Message);
        await using var connection = await shared.ConnectAsync();
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_restarted_node_is_at_the_same_address()
    {
        var (uri, process) = (shared.Uri, shared.Broker.ProcessId);
        await shared.RestartAsync();
        Assert.Equal(uri, shared.Uri);
        Assert.NotEqual(process, shared.Broker.ProcessId);
        await using var connection = await shared.ConnectAsync();
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task Durable_messages_survive_a_stop_and_a_start_also_in_a_long_path_with_spaces()
    {
        var folder = temporary["with space 'é'", new string('l', 200), new string('m', 200)];
        await using (var first = await StartAsync(folder))
        {
            await DurableMessage.PublishAsync(first.Uri);
            await first.DisposeAsync();
            Assert.True(first.Exited.IsCompleted);
            Assert.Empty(NodeProcesses.Of(folder));
        }

        await using var second = await StartAsync(folder);
        Assert.True(await DurableMessage.IsThereAsync(second.Uri));
        Assert.True(File.Exists(second.LogFile + ".previous"));
    }

    [Fact]
    public async Task A_node_that_a_killed_host_left_behind_is_ended_and_started_anew()
    {
        var folder = temporary["broker"];
        RunningNode left;
        using (var taken = BrokerFolder.Take(folder))
        {
            // As after a SIGKILL of the host: the node runs on, the lock is free.
            left = await NodeStarts.Of(taken, NodeProcess.DebianServer).RunAsync(null, CancellationToken.None);
            await DurableMessage.PublishAsync(left.Uri);
        }

        var before = NodeProcesses.Of(folder);
        await using var broker = await StartAsync(folder);
        await left.Process.Exited.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains(before, process => process.Name == "epmd");
        Assert.Empty(before.Intersect(NodeProcesses.Of(folder)));
        Assert.True(await DurableMessage.IsThereAsync(broker.Uri));
        Assert.NotEmpty(NodeProcesses.Of(shared.Folder));
    }

    [Fact]
    public async Task A_start_that_is_given_up_leaves_no_process()
    {
        using var giveUp = new CancellationTokenSource();
        var folder = temporary["broker"];
        var start = PrivateBroker.StartAsync(folder, TimeProvider.System, NullLogger.Instance, giveUp.Token);
        await Eventually.HoldsAsync(() => NodeProcesses.Of(folder).Any(process => process.Name == "epmd"), "the node's epmd runs", seconds: 60);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.Empty(NodeProcesses.Of(folder));
    }

    private static Task<PrivateBroker> StartAsync(string folder) =>
        PrivateBroker.StartAsync(folder, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
}
