using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Faults;

/// <summary>What a fault test works with: the broker, a way to it that can fail, the daemon with the ledger's plugin, the ledger.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private readonly RabbitMqNode node;
    private readonly TemporaryFolder folder = new();
    private string[] arguments = [];

    private FaultBench(RabbitMqNode node, TcpProxy proxy)
    {
        this.node = node;
        Proxy = proxy;
        Ledger = new Ledger(folder.Path);
    }

    public Daemon Daemon { get; } = Daemon.Prepare();

    public TcpProxy Proxy { get; }

    public Ledger Ledger { get; }

    /// <summary>Where executions are noted and points are marked.</summary>
    public string Folder => folder.Path;

    /// <summary>The broker itself.</summary>
    public string Broker => node.Uri;

    /// <summary>Starts a daemon with the plugin, at a queue that is empty.</summary>
    /// <param name="node">The broker.</param>
    /// <param name="options">What <c>plugins.json</c> says of the plugin.</param>
    /// <param name="arguments">The daemon's arguments.</param>
    /// <param name="state">Its state folder, where it is another than usual.</param>
    public static async Task<FaultBench> StartAsync(RabbitMqNode node, string options = """ "concurrency": 16 """, string[]? arguments = null, string? state = null)
    {
        await Fsm.DeleteQueuesAsync(node.Uri, "worker.ledger");
        var bench = new FaultBench(node, new TcpProxy(node.Uri)) { arguments = arguments ?? [] };
        bench.Daemon.State = state ?? bench.Daemon.State;
        bench.Daemon.Configure($$"""{ "ledger": { {{options}} } }""");
        LedgerPlugin.Install(bench.Daemon, bench.folder.Path);
        await bench.RestartAsync();
        return bench;
    }

    /// <summary>Starts the daemon again, and waits until it serves.</summary>
    public Task RestartAsync() => Daemon.StartAsync(Proxy.Uri, arguments);

    /// <summary>Starts the daemon again, and does not wait.</summary>
    public void Relaunch() => Daemon.Launch(Proxy.Uri, arguments);

    /// <summary>Has the plugin kill its process at a point.</summary>
    public void Mark(string point) => File.WriteAllText(folder[point], "");

    /// <summary>Begins a load on the broker itself.</summary>
    public Task<Load> LoadAsync(int releases = 4, int flood = 50, int milliseconds = 0) => Load.StartAsync(Broker, Ledger, releases, flood, milliseconds);

    /// <summary>A lane to send single jobs by.</summary>
    public Task<LoadLane> LaneAsync() => LoadLane.ConnectAsync(Broker, Ledger);

    /// <summary>Waits until a job is answered.</summary>
    public async Task AnsweredAsync(LedgerJob job, double seconds = 60)
    {
        Assert.True(job.IsSent, "the job could not be sent");
        await Eventually.HoldsAsync(() => Task.FromResult(job.Answered.IsCompleted), () => $"job {job} is not answered\n{Tail()}", seconds);
    }

    /// <summary>Ends a load, and fails where a promise is broken.</summary>
    /// <param name="load">The load.</param>
    /// <param name="what">What happened, with all that is needed to repeat it.</param>
    /// <param name="seconds">How long the last answers may take.</param>
    public async Task<Verdict> JudgeAsync(Load load, string what, double seconds = 90)
    {
        await load.EndAsync(seconds);
        return Judge(what);
    }

    /// <summary>Fails where a promise is broken.</summary>
    public Verdict Judge(string what)
    {
        var verdict = Ledger.Judge();
        Assert.True(verdict.IsGood, $"{what}: {verdict}\n{Tail()}");
        Assert.True(verdict.Jobs > 0, $"{what}: no job was sent");
        return verdict;
    }

    /// <summary>The end of what the daemon said, ordinary steps left out.</summary>
    public string Tail() => string.Join('\n', Daemon.Output.Split('\n').Where(line => !line.Contains(": Started Count.", StringComparison.Ordinal) && !line.Contains(": The step completed.", StringComparison.Ordinal)).TakeLast(60));

    public async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        await Proxy.DisposeAsync();
        folder.Dispose();
    }
}
