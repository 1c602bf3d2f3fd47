using System.Diagnostics;
using ReWorkerHost.Tests.Fixtures;
using Xunit.Abstractions;

namespace ReWorkerHost.Tests.Faults;

/// <summary>The broker or the way to it fails under load; the daemon goes on by itself.</summary>
[Collection("RabbitMQ")]
public sealed class BrokerFaultTests(RabbitMqNode node, ITestOutputHelper output)
{
    [Fact]
    public async Task Connections_that_are_reset_and_closed_again_and_again_cost_no_job()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync();
        for (var round = 0; round < 6; round++)
        {
            await load.AnsweredAsync(100, bench.Tail);
            if (round % 2 == 0) bench.Proxy.Reset();
            else bench.Proxy.Close();
        }

        await load.AnsweredAsync(100, bench.Tail);
        FaultReport.Write(output, $"reset and closed: {await bench.JudgeAsync(load, "reset and closed")}");
    }

    [Theory]
    [InlineData("consuming")]
    [InlineData("publishing")]
    public async Task One_of_the_two_connections_that_is_reset_again_and_again_costs_no_job(string name)
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync();
        for (var round = 0; round < 6; round++)
        {
            await load.AnsweredAsync(50, bench.Tail);
            foreach (var connection in bench.Proxy.Connections.Where(connection => connection.Name.Contains(name, StringComparison.Ordinal))) connection.Reset();
        }

        await load.AnsweredAsync(50, bench.Tail);
        FaultReport.Write(output, $"{name} was reset: {await bench.JudgeAsync(load, $"{name} was reset")}");
    }

    [Fact]
    public async Task A_slow_way_to_the_broker_costs_no_job()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync(flood: 20);
        bench.Proxy.ToBroker.Delay = bench.Proxy.ToDaemon.Delay = TimeSpan.FromMilliseconds(100);
        await load.AnsweredAsync(60, bench.Tail);
        bench.Proxy.Reset();
        await load.AnsweredAsync(30, bench.Tail);
        bench.Proxy.ToBroker.Delay = bench.Proxy.ToDaemon.Delay = TimeSpan.Zero;
        await load.AnsweredAsync(100, bench.Tail);
        FaultReport.Write(output, $"delayed by 100 ms each way: {await bench.JudgeAsync(load, "delayed by 100 ms each way")}");
    }

    [LongFact]
    public async Task A_black_hole_is_noticed_by_the_heartbeat_and_costs_no_job()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync(flood: 20);
        await load.AnsweredAsync(100, bench.Tail);
        var clock = Stopwatch.StartNew();
        bench.Proxy.Hold();
        // The new connections must get through while the old ones are still held.
        await bench.Daemon.OutputHoldsAsync("was lost and is made anew", seconds: 90);
        FaultReport.Write(output, $"noticed after {clock.Elapsed.TotalSeconds:0} s");
        bench.Proxy.Reset();
        bench.Proxy.Resume();
        await load.AnsweredAsync(100, bench.Tail, seconds: 120);
        FaultReport.Write(output, $"a black hole: {await bench.JudgeAsync(load, "a black hole")}");
    }

    [LongFact]
    public async Task A_connection_of_which_the_broker_notices_late_that_it_is_lost_costs_no_job()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync();
        await load.AnsweredAsync(100, bench.Tail);
        var connections = bench.Proxy.Connections;
        foreach (var connection in connections) connection.ToBroker.Hold();
        var clock = Stopwatch.StartNew();
        bench.Proxy.ResetDaemonSide();
        await load.AnsweredAsync(100, bench.Tail, seconds: 120);
        await Eventually.HoldsAsync(() => !connections.Intersect(bench.Proxy.Connections).Any(), "the broker has noticed", seconds: 200);
        FaultReport.Write(output, $"noticed by the broker after {clock.Elapsed.TotalSeconds:0} s");
        await load.AnsweredAsync(100, bench.Tail);
        FaultReport.Write(output, $"half open: {await bench.JudgeAsync(load, "half open")}");
    }

    [LongFact]
    public async Task A_black_hole_of_a_minute_costs_no_job()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync(flood: 20);
        await load.AnsweredAsync(100, bench.Tail);
        bench.Proxy.Hold();
        await Task.Delay(TimeSpan.FromSeconds(60)); // the fault's duration
        bench.Proxy.Resume();
        await load.AnsweredAsync(100, bench.Tail, seconds: 120);
        FaultReport.Write(output, $"held for 60 s: {await bench.JudgeAsync(load, "held for 60 s")}");
    }

    [LongFact]
    public async Task A_broker_that_blocks_its_publishers_under_load_costs_no_job()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync(flood: 20);
        for (var round = 0; round < 3; round++)
        {
            await load.AnsweredAsync(100, bench.Tail, seconds: 120);
            await BrokerControl.SetMemoryHighWatermarkAsync(node, 0.0001);
            await Task.Delay(TimeSpan.FromSeconds(5)); // the fault's duration
            await BrokerControl.SetMemoryHighWatermarkAsync(node, 0.4);
        }

        await load.AnsweredAsync(100, bench.Tail, seconds: 120);
        FaultReport.Write(output, $"blocked three times: {await bench.JudgeAsync(load, "blocked three times")}");
    }

    [Fact]
    public async Task A_black_hole_that_ends_before_the_heartbeat_tells_costs_no_job()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync(flood: 20);
        await load.AnsweredAsync(100, bench.Tail);
        bench.Proxy.Hold();
        await Task.Delay(TimeSpan.FromSeconds(12)); // the fault's duration
        bench.Proxy.Reset();
        bench.Proxy.Resume();
        await load.AnsweredAsync(100, bench.Tail);
        bench.Proxy.Hold();
        await Task.Delay(TimeSpan.FromSeconds(3)); // the fault's duration
        bench.Proxy.Resume();
        await load.AnsweredAsync(100, bench.Tail);
        FaultReport.Write(output, $"held for 12 s and lost, held for 3 s: {await bench.JudgeAsync(load, "held for 12 s and lost, held for 3 s")}");
    }

    [Fact]
    public async Task A_broker_that_restarts_costs_no_job_of_those_whose_queue_is_still_there()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync(flood: 20, milliseconds: 100);
        await load.AnsweredAsync(50, bench.Tail);
        await node.RestartAsync();
        await load.AnsweredAsync(50, bench.Tail, seconds: 120);
        FaultReport.Write(output, $"the broker restarted: {await bench.JudgeAsync(load, "the broker restarted")}");
    }

    [Fact]
    public async Task A_broker_that_blocks_its_publishers_is_waited_for()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var lane = await bench.LaneAsync();
        var running = await lane.SendAsync(more: ",\"milliseconds\":8000");
        await Eventually.HoldsAsync(() => running.Replies.Count == 1, "the job is started");
        var jobs = new List<LedgerJob>();
        await BrokerControl.SetMemoryHighWatermarkAsync(node, 0.0001);
        try
        {
            await bench.Daemon.OutputHoldsAsync("takes no messages", seconds: 60);
            await bench.Daemon.StatusHoldsAsync("the broker takes no messages, so no jobs are taken");
        }
        finally
        {
            await BrokerControl.SetMemoryHighWatermarkAsync(node, 0.4);
        }

        await bench.Daemon.OutputHoldsAsync("takes messages again", seconds: 60);
        await bench.AnsweredAsync(running);
        for (var number = 0; number < 20; number++) jobs.Add(await lane.SendAsync());
        foreach (var job in jobs) await bench.AnsweredAsync(job);
        FaultReport.Write(output, bench.Judge("blocked"));
    }

    [Fact]
    public async Task A_queue_that_is_deleted_under_its_consumer_is_made_and_consumed_again()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var lane = await bench.LaneAsync();
        var running = await lane.SendAsync(more: ",\"milliseconds\":3000");
        await Eventually.HoldsAsync(() => running.Replies.Count == 1, "the job is started");
        await Fsm.DeleteQueuesAsync(node.Uri, "worker.ledger");
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        await Eventually.HoldsAsync(
            async () =>
            {
                await using var connection = await node.ConnectAsync();
                await using var channel = await connection.CreateChannelAsync();
                try
                {
                    return await channel.ConsumerCountAsync("worker.ledger") == 1;
                }
                catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
                {
                    return false;
                }
            },
            () => $"the queue is not consumed again\n{bench.Tail()}",
            seconds: 30);
        await bench.AnsweredAsync(await lane.SendAsync());
        await bench.AnsweredAsync(running);
        bench.Judge("the queue was deleted");
    }

    [Fact]
    public async Task Connections_that_the_broker_closes_under_load_cost_no_job()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var load = await bench.LoadAsync();
        for (var round = 0; round < 2; round++)
        {
            await load.AnsweredAsync(100, bench.Tail);
            foreach (var line in (await BrokerControl.RunAsync(node, "list_connections", "pid", "client_properties", "--no-table-headers", "-q")).Split('\n').Where(line => line.Contains("reworkerhost ", StringComparison.Ordinal)))
            {
                await BrokerControl.RunAsync(node, "close_connection", line.Split('\t')[0], "by the administrator");
            }
        }

        await load.AnsweredAsync(100, bench.Tail);
        FaultReport.Write(output, $"closed by the broker: {await bench.JudgeAsync(load, "closed by the broker")}");
    }
}
