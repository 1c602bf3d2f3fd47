using System.Diagnostics;
using ReWorkerHost.Tests.Fixtures;
using Xunit.Abstractions;

namespace ReWorkerHost.Tests.Faults;

/// <summary>The host is asked to stop under load, and while the broker is away.</summary>
[Collection("RabbitMQ")]
public sealed class DrainTests(RabbitMqNode node, ITestOutputHelper output)
{
    [Fact]
    public async Task Stops_and_starts_under_load_cost_no_job_and_interrupt_none()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync(milliseconds: 20);
        for (var round = 0; round < 4; round++)
        {
            await load.AnsweredAsync(60, bench.Tail);
            Assert.Equal(0, await bench.Daemon.StopAsync());
            await bench.RestartAsync();
        }

        await load.AnsweredAsync(60, bench.Tail);
        var verdict = await bench.JudgeAsync(load, "stopped and started");
        FaultReport.Write(output, verdict);
        Assert.Equal((0, 0, 0), (verdict.Interrupted, verdict.Repeated, verdict.WithoutStarted));
    }

    [Fact]
    public async Task Steps_that_outlast_the_drain_limit_are_answered_as_interrupted_under_load()
    {
        await using var bench = await FaultBench.StartAsync(node, arguments: ["--set", "Host:DrainLimit=0.5"]);
        await using var lane = await bench.LaneAsync();
        var jobs = new List<LedgerJob>();
        for (var number = 0; number < 30; number++) jobs.Add(await lane.SendAsync(more: ",\"milliseconds\":120000"));
        await Eventually.HoldsAsync(() => bench.Ledger.Executions().Count == 16, "every slot is taken");
        Assert.Equal(0, await bench.Daemon.StopAsync());
        await bench.RestartAsync();
        await Eventually.HoldsAsync(() => jobs.Count(job => job.Answered.IsCompleted) >= 16 && bench.Ledger.Executions().Count == 30, "the rest runs after the restart", seconds: 60);
        Assert.Equal(0, await bench.Daemon.StopAsync());
        foreach (var job in jobs) await bench.AnsweredAsync(job);

        Assert.Equal(30, bench.Judge("over the drain limit").Interrupted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_without_the_broker_ends_in_bounded_time_and_the_decisions_are_sent_at_the_next_start(bool isBlackHole)
    {
        await using var bench = await FaultBench.StartAsync(node, """ "concurrency": 16, "grace": 1 """, ["--set", "Host:DrainLimit=3"]);
        await using var lane = await bench.LaneAsync();
        var jobs = new List<LedgerJob>();
        for (var number = 0; number < 8; number++) jobs.Add(await lane.SendAsync(more: ",\"milliseconds\":1500"));
        await Eventually.HoldsAsync(() => bench.Ledger.Executions().Count == 8, "all run");
        bench.Proxy.Hold();
        if (!isBlackHole)
        {
            bench.Proxy.Refuses = true;
            bench.Proxy.Reset();
        }

        var clock = Stopwatch.StartNew();
        bench.Daemon.Terminate();
        Assert.Equal(0, await bench.Daemon.ExitAsync(TimeSpan.FromSeconds(120)));
        FaultReport.Write(output, $"ended after {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"it took {clock.Elapsed}\n{bench.Tail()}");
        Assert.All(jobs, job => Assert.False(job.Answered.IsCompleted));
        bench.Proxy.Refuses = false;
        bench.Proxy.Reset();
        bench.Proxy.Resume();
        await bench.RestartAsync();
        foreach (var job in jobs) await bench.AnsweredAsync(job);

        Assert.All(jobs, job => Assert.Equal("completed", job.Replies[^1].Status));
        bench.Judge("stopped without the broker");
    }
}
