using System.Diagnostics;
using System.Globalization;
using ReWorkerHost.Broker;
using ReWorkerHost.Tests.Fixtures;
using Xunit.Abstractions;

namespace ReWorkerHost.Tests.Faults;

/// <summary>The process is killed, at each boundary of a job's life and at random moments under load.</summary>
/// <remarks>
/// The random part takes <c>REWORKER_FAULT_SECONDS</c> (default 30); <c>REWORKER_FAULT_SEED</c> repeats the moments of a run that failed,
/// and <c>REWORKER_FAULT_REPORT</c> names a file that the figures are added to.
/// </remarks>
[Collection("RabbitMQ")]
public sealed class KillTests(RabbitMqNode node, ITestOutputHelper output)
{
    private const Signal Stop = (Signal)19;

    public static TheoryData<string> Points => [.. LedgerPlugin.Points];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_host_killed_by_its_plugin_answers_the_job_after_its_restart(string point)
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var lane = await bench.LaneAsync();
        bench.Mark(point);

        var job = await lane.SendAsync();
        await bench.Daemon.ExitAsync(TimeSpan.FromSeconds(60));
        await bench.RestartAsync();
        await bench.AnsweredAsync(job);
        var after = await lane.SendAsync();
        await bench.AnsweredAsync(after);

        Assert.Equal(1, bench.Judge(point).Interrupted);
        Assert.Equal("completed", after.Replies[^1].Status);
        Assert.Equal(point is "return" or "dispose" ? 2 : 1, bench.Ledger.Executions().Count);
    }

    [Fact]
    public async Task A_job_acknowledged_on_completion_runs_again_each_time_its_host_is_killed()
    {
        await using var bench = await FaultBench.StartAsync(node, """ "acknowledge": "onCompletion" """);
        await using var lane = await bench.LaneAsync();
        bench.Mark("enter");
        var job = await lane.SendAsync();
        await bench.Daemon.ExitAsync(TimeSpan.FromSeconds(60));
        for (var kill = 0; kill < 2; kill++)
        {
            bench.Mark("enter");
            bench.Relaunch();
            await bench.Daemon.ExitAsync(TimeSpan.FromSeconds(60));
        }

        await bench.RestartAsync();
        await bench.AnsweredAsync(job);

        Assert.Equal("completed", Assert.Single(job.Replies, reply => reply.IsTerminal).Status);
        Assert.Equal([job.Number], bench.Ledger.Executions());
    }

    [Fact]
    public async Task A_host_killed_before_its_acknowledgement_arrives_drops_the_job_when_it_comes_again()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var lane = await bench.LaneAsync();
        var consuming = bench.Proxy.Named("consuming");
        consuming.ToBroker.Hold();

        var job = await lane.SendAsync();
        await Eventually.HoldsAsync(() => bench.Ledger.Executions().Count == 1, "the job runs");
        await bench.Daemon.KillAsync();
        consuming.Reset();
        await bench.RestartAsync();
        await bench.AnsweredAsync(job);
        await bench.Daemon.OutputHoldsAsync("the repetition is dropped");

        bench.Judge("the acknowledgement was held back");
    }

    [Fact]
    public async Task A_host_killed_before_its_reply_arrives_sends_it_after_its_restart()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var lane = await bench.LaneAsync();
        var before = await lane.SendAsync();
        await bench.AnsweredAsync(before);
        bench.Proxy.Named("publishing").ToBroker.Hold();

        var job = await lane.SendAsync();
        await Eventually.HoldsAsync(() => bench.Ledger.Executions().Count == 2, "the job runs");
        await bench.Daemon.KillAsync();
        Assert.Empty(job.Replies);
        await bench.RestartAsync();
        await bench.AnsweredAsync(job);

        bench.Judge("the replies were held back");
    }

    [Fact]
    public async Task A_host_killed_before_its_reply_is_confirmed_sends_the_same_reply_again()
    {
        await using var bench = await FaultBench.StartAsync(node);
        await using var lane = await bench.LaneAsync();
        var before = await lane.SendAsync();
        await bench.AnsweredAsync(before);
        await bench.Daemon.OutputHoldsAsync("The step completed.");
        bench.Proxy.Named("publishing").ToDaemon.Hold();

        var job = await lane.SendAsync(more: ",\"milliseconds\":200");
        await Eventually.HoldsAsync(() => bench.Ledger.Executions().Count == 2, "the job runs");
        await Eventually.HoldsAsync(() => job.Replies.Count == 1, "the job is started");
        await bench.Daemon.KillAsync();
        await bench.RestartAsync();
        await bench.AnsweredAsync(job);

        bench.Judge("the confirms were held back");
    }

    [Fact]
    public async Task Two_steps_that_are_the_same_to_the_byte_are_both_answered_though_the_host_is_killed_between_them()
    {
        await using var bench = await FaultBench.StartAsync(node, """ "concurrency": 1 """);
        await using var lane = await bench.LaneAsync();
        await using var fsm = await Fsm.ConnectAsync(node.Uri);
        Assert.Equal(2, (await fsm.RunAsync("ledger", "\"subcommand\": \"Count\", \"number\": 0")).Count);
        var blocker = await lane.SendAsync(more: ",\"milliseconds\":60000");
        await Eventually.HoldsAsync(() => blocker.Replies.Count == 1, "the other job runs");
        await fsm.SendAsync("ledger", "\"subcommand\": \"Count\", \"number\": 0");
        await Eventually.HoldsAsync(async () => await fsm.CountAsync("worker.ledger") == 0, () => "the host has not got the second step");
        await bench.Daemon.KillAsync();
        await bench.RestartAsync();

        var reply = await fsm.NextAsync();
        Assert.Equal("""{"status":"started"}""", reply.Body);
        Assert.Equal("""{"status":"completed","data":0}""", (await fsm.NextAsync()).Body);
        Assert.Equal(2, bench.Ledger.Executions().Count(number => number == 0));
    }

    [Fact]
    public async Task Killed_at_random_moments_under_load_it_answers_every_job_once_and_runs_none_twice()
    {
        var seconds = Read("REWORKER_FAULT_SECONDS", 30);
        var seed = Read("REWORKER_FAULT_SEED", Environment.TickCount & 0xFFFFFF);
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        await using var bench = await FaultBench.StartAsync(node);
        var kills = new List<string>();
        await using var load = await bench.LoadAsync(releases: 6, flood: 100);
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            // Half of the moments lie in the start, where the journal's debts are paid.
            var moment = TimeSpan.FromMilliseconds(random.Next(2) == 0 ? random.Next(1500) : random.Next(4000));
            var isStopped = random.Next(5) == 0;
            await Task.Delay(moment); // the fault's moment
            if (isStopped)
            {
                ProcessSignal.Send(bench.Daemon.Id, Stop);
                await Task.Delay(random.Next(300));
            }

            kills.Add($"{moment.TotalMilliseconds}{(isStopped ? "s" : "")}");
            await bench.Daemon.KillAsync();
            bench.Relaunch();
        }

        var verdict = await bench.JudgeAsync(load, $"REWORKER_FAULT_SEED={seed}, killed after ms: {string.Join(' ', kills)}");
        var report = $"seed {seed}, {kills.Count} kills in {clock.Elapsed.TotalSeconds:0} s: {verdict}";
        FaultReport.Write(output, report);
    }

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
