using System.Runtime.Versioning;
using ReWorkerHost.Broker;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Broker;

/// <summary>What happens where a node does not start; scripts stand for the server.</summary>
[SupportedOSPlatform("linux")]
public sealed class NodeStartTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void A_missing_server_is_an_error_that_says_how_to_install_it()
    {
        var exception = Assert.Throws<PrivateBrokerException>(() => NodeProcess.FindServer(temporary["nothing"]));
        Assert.Contains("apt-get install rabbitmq-server", exception.Message);
        Assert.Contains("--broker amqp://", exception.Message);
        Assert.Contains("REWORKER_RabbitMQ__Uri", exception.Message);
    }

    [Fact]
    public async Task A_server_that_ends_is_an_error_with_the_end_of_its_log()
    {
        using var folder = BrokerFolder.Take(temporary["broker"]);
        var start = NodeStarts.Of(folder, Server("echo the data are damaged >&2; exit 7"));
        var exception = await Assert.ThrowsAsync<PrivateBrokerException>(() => start.RunAsync(null, CancellationToken.None));
        Assert.Contains("the data are damaged", exception.Message);
        Assert.Contains(folder.LogFile, exception.Message);
        Assert.Equal("1", await File.ReadAllTextAsync(folder.In("runs")));
    }

    [Fact]
    public async Task A_port_that_another_process_took_first_is_replaced()
    {
        using var folder = BrokerFolder.Take(temporary["broker"]);
        var start = NodeStarts.Of(folder, Server("[ $n = 1 ] && echo listen_error eaddrinuse || echo the second run; exit 1"));
        var exception = await Assert.ThrowsAsync<PrivateBrokerException>(() => start.RunAsync(null, CancellationToken.None));
        Assert.Contains("the second run", exception.Message);
        Assert.Equal("2", await File.ReadAllTextAsync(folder.In("runs")));
    }

    [Fact]
    public async Task The_nodes_exit_code_is_known()
    {
        using var folder = BrokerFolder.Take(temporary["broker"]);
        folder.BeginNode();
        var environment = NodeEnvironment.For(folder, BrokerPorts.Choose(null), new NodeMark(folder));
        var process = NodeProcess.Start(Server("exit 7"), folder, environment);
        Assert.Equal(7, await process.Exited.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Settings_of_the_machines_own_node_stay_out()
    {
        using var folder = BrokerFolder.Take(temporary["broker"]);
        var environment = NodeEnvironment.For(folder, BrokerPorts.Choose(null), new NodeMark(folder));
        Assert.DoesNotContain(environment.Values, value => value.Contains("/etc/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_keeps_its_identity_and_password_and_no_two_share_them()
    {
        using var other = BrokerFolder.Take(temporary["other"]);
        string identity, password;
        using (var first = BrokerFolder.Take(temporary["broker"])) (identity, password) = (first.Identity, first.Password);
        using var again = BrokerFolder.Take(temporary["broker"]);
        Assert.Equal((identity, password), (again.Identity, again.Password));
        Assert.NotEqual(identity, other.Identity);
        Assert.NotEqual(password, other.Password);
    }

    [Fact]
    public void A_folder_is_the_same_by_a_symbolic_link()
    {
        File.CreateSymbolicLink(temporary["link"], temporary.Path);
        using var folder = BrokerFolder.Take(temporary["link", "broker"]);
        Assert.Equal(temporary["broker"], folder.Path);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_that_names_it()
    {
        File.WriteAllText(temporary["file"], "");
        var exception = Assert.Throws<PrivateBrokerException>(() => BrokerFolder.Take(temporary["file", "broker"]));
        Assert.Contains(temporary["file", "broker"], exception.Message);
    }

    // Counts its runs in the folder, which is its working directory.
    private string Server(string script)
    {
        var path = temporary["server"];
        File.WriteAllText(path, $"#!/bin/sh\nn=$(cat runs 2>/dev/null || echo 0); n=$((n + 1)); printf $n > runs\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
