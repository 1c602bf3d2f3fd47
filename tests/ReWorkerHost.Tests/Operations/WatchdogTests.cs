using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Operations;
using ReWorkerHost.Tests.Loading;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Tests.Operations;

public sealed class WatchdogTests : IDisposable
{
    private readonly NoticeListener systemd = new();
    private readonly SystemdSocket socket;
    private readonly Pulse looks = new("the look");
    private readonly Pulse writes = new("the writing");
    private readonly RecordedLog<Watchdog> log = new();

    public WatchdogTests() => socket = new SystemdSocket(systemd.Name, NullLogger<SystemdSocket>.Instance);

    public void Dispose()
    {
        socket.Dispose();
        systemd.Dispose();
    }

    [Fact]
    public async Task A_loop_that_hangs_ends_the_signs_of_life_and_is_named_though_the_others_go_on()
    {
        using var watchdog = Create(TimeSpan.FromSeconds(60));
        Beat();
        Assert.True(watchdog.Check());

        for (var look = 0; look < 5; look++)
        {
            writes.Beat();
            Assert.False(watchdog.Check());
        }

        Assert.Equal(["the look hangs: the service manager gets no sign of life, and ends the host if that goes on."], log.Lines);
        looks.Beat();
        Assert.True(watchdog.Check());
        Assert.Equal(["WATCHDOG=1", "WATCHDOG=1"], await systemd.HearAsync(2));
    }

    [Fact]
    public async Task It_checks_several_times_within_the_limit()
    {
        using var watchdog = Create(TimeSpan.FromSeconds(0.6));
        using var stop = new CancellationTokenSource();
        var beating = Task.Run(async () =>
        {
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            do Beat();
            while (!stop.IsCancellationRequested && await tick.WaitForNextTickAsync());
        });
        await watchdog.StartAsync(CancellationToken.None);

        Assert.All(await systemd.HearAsync(3), message => Assert.Equal("WATCHDOG=1", message));

        await watchdog.StopAsync(CancellationToken.None);
        await stop.CancelAsync();
        await beating;
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_sent()
    {
        using var watchdog = Create(null);

        await watchdog.StartAsync(CancellationToken.None);
        await watchdog.ExecuteTask!; // it has nothing to do, and so it ends

        Assert.Empty(systemd.Messages);
    }

    private Watchdog Create(TimeSpan? limit) =>
        new(new ServiceState(socket, TimeProvider.System), new SystemdEnvironment(systemd.Name, limit, false), [looks, writes], TimeProvider.System, log);

    private void Beat()
    {
        looks.Beat();
        writes.Beat();
    }
}
