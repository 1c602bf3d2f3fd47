using System.Globalization;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Faults;

/// <summary>What a test of several hosts works with: the cluster, two daemons with the ledger's plugin at one quorum queue, the ledger.</summary>
internal sealed class ClusterBench : IAsyncDisposable
{
    /// <summary>The node that the load is sent by. It is never killed: the reply queues are there.</summary>
    public const int LoadNode = 0;

    private readonly RabbitMqCluster cluster;
    private readonly TemporaryFolder folder = new();

    private ClusterBench(RabbitMqCluster cluster)
    {
        this.cluster = cluster;
        Ledger = new Ledger(folder.Path);
    }

    /// <summary>The hosts.</summary>
    public IReadOnlyList<Daemon> Hosts { get; } = [Daemon.Prepare(), Daemon.Prepare()];

    public Ledger Ledger { get; }

    /// <summary>How many steps the process of an id has run.</summary>
    public int ExecutionsOf(int process)
    {
        var id = process.ToString(CultureInfo.InvariantCulture);
        return File.ReadLines(folder["executions"]).Count(line => line.EndsWith($" {id}", StringComparison.Ordinal));
    }

    /// <summary>Starts both hosts at a queue that is empty.</summary>
    public static async Task<ClusterBench> StartAsync(RabbitMqCluster cluster)
    {
        await Fsm.DeleteQueuesAsync(cluster.Uri(LoadNode), "worker.ledger");
        var bench = new ClusterBench(cluster);
        try
        {
            foreach (var host in bench.Hosts)
            {
                host.Configure(""" { "ledger": { "concurrency": 16, "queueType": "quorum" } } """);
                File.WriteAllText(Path.Combine(host.Folder, "appsettings.json"), $$"""{ "RabbitMQ": { "Nodes": "{{cluster.Nodes}}" } }""");
                LedgerPlugin.Install(host, bench.folder.Path);
            }

            await Task.WhenAll(bench.Hosts.Select(bench.StartHostAsync));
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a host, and waits until it serves.</summary>
    public Task StartHostAsync(Daemon host) => host.StartAsync(cluster.Uri(LoadNode));

    /// <summary>Kills a host and starts it again.</summary>
    public async Task KillHostAsync(int index)
    {
        await Hosts[index].KillAsync();
        await StartHostAsync(Hosts[index]);
    }

    /// <summary>Kills a node and starts it again.</summary>
    public async Task KillNodeAsync(int index)
    {
        await cluster.KillNodeAsync(index);
        await cluster.StartNodeAsync(index);
    }

    /// <summary>Begins a load.</summary>
    public Task<Load> LoadAsync(int releases = 8, int flood = 60) => Load.StartAsync(cluster.Uri(LoadNode), Ledger, releases, flood);

    /// <summary>Waits until so many more jobs are answered.</summary>
    public Task AnsweredAsync(Load load, int more, double seconds = 120) => load.AnsweredAsync(more, Tails, seconds);

    /// <summary>Ends the load, and fails where a promise is broken.</summary>
    public async Task<Verdict> JudgeAsync(Load load, string what)
    {
        await load.EndAsync(seconds: 120);
        var verdict = Ledger.Judge();
        Assert.True(verdict.IsGood, $"{what}: {verdict}\n{Tails()}");
        return verdict;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts) await host.DisposeAsync();
        folder.Dispose();
    }

    private string Tails() => string.Join('\n', Hosts.Select((host, index) => $"host {index}:\n{Tail(host)}"));

    /// <summary>The end of what a host said, ordinary steps left out.</summary>
    private static string Tail(Daemon host) => string.Join('\n', host.Output.Split('\n')
        .Where(line => !line.Contains(": Started Count.", StringComparison.Ordinal) && !line.Contains(": The step completed.", StringComparison.Ordinal)).TakeLast(80));
}
