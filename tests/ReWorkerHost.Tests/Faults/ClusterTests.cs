using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using ReWorkerHost.Tests.Fixtures;
using Xunit.Abstractions;

namespace ReWorkerHost.Tests.Faults;

/// <summary>Two hosts at one quorum queue of a broker of three nodes; hosts and nodes are killed under load.</summary>
/// <remarks>
/// The last test takes <c>REWORKER_CLUSTER_JOBS</c> (default 1500), and <c>REWORKER_CLUSTER_ROUNDS</c> (default 1) of kills;
/// <c>REWORKER_FAULT_REPORT</c> names a file that the figures are added to.
/// </remarks>
[Collection(RabbitMqNodeGroup.Name)]
[SupportedOSPlatform("linux")]
public sealed class ClusterTests(RabbitMqCluster cluster, ITestOutputHelper output) : IClassFixture<RabbitMqCluster>
{
    [Fact]
    public async Task Two_hosts_at_one_queue_share_the_jobs_and_run_each_once()
    {
        await using var bench = await ClusterBench.StartAsync(cluster);
        var clock = Stopwatch.StartNew();
        await using var load = await bench.LoadAsync();
        await bench.AnsweredAsync(load, 2000);
        var verdict = await bench.JudgeAsync(load, "nothing was killed");

        Assert.Equal(verdict.Jobs, verdict.Executions);
        Assert.Equal(0, verdict.WithoutStarted + verdict.Repeated + verdict.Interrupted);
        Assert.All(bench.Hosts, host => Assert.True(bench.ExecutionsOf(host.Id) > 100, $"one host ran only {bench.ExecutionsOf(host.Id)} of {verdict.Jobs}"));
        Report($"two hosts, {clock.Elapsed.TotalSeconds:0} s: {verdict}");
    }

    [Fact]
    public async Task Hosts_killed_in_turn_leave_each_job_answered_once_and_run_once()
    {
        await using var bench = await ClusterBench.StartAsync(cluster);
        await using var load = await bench.LoadAsync();
        for (var kill = 0; kill < 4; kill++)
        {
            await bench.AnsweredAsync(load, 150);
            await bench.KillHostAsync(kill % 2);
        }

        await bench.AnsweredAsync(load, 150);
        Report($"4 kills of hosts: {await bench.JudgeAsync(load, "hosts were killed in turn")}");
    }

    [Fact]
    public async Task Nodes_killed_in_turn_leave_each_job_answered_once_and_run_once()
    {
        await using var bench = await ClusterBench.StartAsync(cluster);
        await using var load = await bench.LoadAsync();
        foreach (var node in (int[])[1, 2])
        {
            await bench.AnsweredAsync(load, 150);
            await bench.KillNodeAsync(node);
        }

        await bench.AnsweredAsync(load, 150);
        Report($"2 kills of nodes: {await bench.JudgeAsync(load, "nodes were killed in turn")}");
    }

    [Fact]
    public async Task A_node_and_a_host_killed_in_turn_leave_each_job_answered_once_and_run_once()
    {
        var jobs = Read("REWORKER_CLUSTER_JOBS", 1500);
        var rounds = Read("REWORKER_CLUSTER_ROUNDS", 1);
        await using var bench = await ClusterBench.StartAsync(cluster);
        var clock = Stopwatch.StartNew();
        await using var load = await bench.LoadAsync();
        for (var round = 0; round < rounds; round++)
        {
            await bench.AnsweredAsync(load, jobs / ((2 * rounds) + 1), seconds: 600);
            await bench.KillNodeAsync(1 + (round % 2));
            await bench.AnsweredAsync(load, jobs / ((2 * rounds) + 1), seconds: 600);
            await bench.KillHostAsync(round % 2);
        }

        if (jobs - bench.Ledger.Answered is var rest and > 0) await bench.AnsweredAsync(load, rest, seconds: 600);
        Report($"{rounds} kills of a node and of a host in {clock.Elapsed.TotalSeconds:0} s: {await bench.JudgeAsync(load, "a node and a host were killed in turn")}");
    }

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private void Report(string figures)
    {
        output.WriteLine(figures);
        if (Environment.GetEnvironmentVariable("REWORKER_FAULT_REPORT") is { Length: > 0 } file) File.AppendAllText(file, figures + "\n");
    }
}
