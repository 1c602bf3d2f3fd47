using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Operations;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Loading;

namespace ReWorkerHost.Tests.Operations;

public sealed class ServiceStateTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_go_to_a_socket_with_a_path_and_to_an_abstract_one(bool isAbstract)
    {
        using var folder = new TemporaryFolder();
        using var systemd = new NoticeListener(isAbstract ? null : folder["notify"]);
        using var socket = new SystemdSocket(systemd.Name, NullLogger<SystemdSocket>.Instance);

        socket.Send("READY=1", "STATUS=ä");

        Assert.Equal(["READY=1\nSTATUS=ä"], await systemd.HearAsync(1));
    }

    [Theory]
    [InlineData("@reworkerhost-tests-nobody-listens")]
    [InlineData("vsock:2:1234")]
    [InlineData("/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public void A_socket_that_can_not_be_used_is_told_once_and_stops_nothing(string name)
    {
        var log = new RecordedLog<SystemdSocket>();
        using var socket = new SystemdSocket(name, log);

        socket.Send("READY=1");
        socket.Send("WATCHDOG=1");

        Assert.Contains("NOTIFY_SOCKET", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_sent_only_while_it_is_true()
    {
        using var systemd = new NoticeListener();
        using var socket = new SystemdSocket(systemd.Name, NullLogger<SystemdSocket>.Instance);
        var state = new ServiceState(socket, TimeProvider.System);

        state.BeginReload(); // not before it is ready
        state.EndReload();
        state.Show("one\nline");
        state.Show("one\nline");
        state.Ready();
        var before = TimeProvider.System.GetElapsedTime(0).TotalMicroseconds;
        state.BeginReload();
        state.EndReload();
        state.Stopping();
        state.Show("late");
        state.BeginReload();
        state.EndReload();
        state.Ready();
        state.Alive();

        var heard = await systemd.HearAsync(6);
        var parts = heard[2].Split("\nMONOTONIC_USEC=");
        Assert.Equal(["STATUS=one line", "READY=1", "RELOADING=1", "READY=1", "STOPPING=1\nSTATUS=Stopping: the running steps are finished", "WATCHDOG=1"], [.. heard.Take(2), parts[0], .. heard.Skip(3)]);
        Assert.InRange(long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), (long)before, (long)TimeProvider.System.GetElapsedTime(0).TotalMicroseconds);
    }
}
