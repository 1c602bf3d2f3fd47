using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Journal;

namespace ReWorkerHost.Benchmarks;

/// <summary>
/// What the journal costs a job: accepted, decided, finished, with real commits. The file is in a temporary folder; the disk that
/// <c>TMPDIR</c> is on is the one that is measured.
/// </summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private const int Many = 64;
    private static readonly JournalLimits Limits = new(TimeSpan.FromDays(30), MostRows: 500_000);
    private readonly byte[] reply = """{"status":"completed"}"""u8.ToArray();
    private readonly JobKey key = JobKey.Of("worker.deploy", "release", "replies", JobBody.Of());
    private string folder = "";
    private SqliteJournal journal = null!;

    /// <summary>How safe the journal is: the name of a <see cref="JournalMode"/>.</summary>
    [Params(nameof(JournalMode.Durable), nameof(JournalMode.Fast))]
    public string Mode { get; set; } = "";

    /// <summary>Opens an empty journal.</summary>
    [GlobalSetup]
    public void Open()
    {
        folder = Directory.CreateTempSubdirectory("reworkerhost-benchmarks-").FullName;
        journal = SqliteJournal.Open(Path.Combine(folder, "journal.db"), Enum.Parse<JournalMode>(Mode), Limits, TimeProvider.System, NullLogger.Instance);
    }

    /// <summary>One job alone: each of its changes waits for a commit of its own.</summary>
    [Benchmark(Description = "journal of 1 job")]
    public Task One() => KeepAsync();

    /// <summary>64 jobs at once, which share their commits. The figures are for one of them.</summary>
    [Benchmark(Description = "journal of 1 of 64 jobs at once", OperationsPerInvoke = Many)]
    public Task SixtyFour() => Task.WhenAll(Enumerable.Range(0, Many).Select(_ => KeepAsync()));

    /// <summary>Closes the journal and deletes it.</summary>
    [GlobalCleanup]
    public void Close()
    {
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task KeepAsync()
    {
        var entry = new JournalEntry(Guid.NewGuid().ToString("N"), "deploy", "deploy", key, "Deploy", TimeProvider.System.GetUtcNow(), IsRedelivered: false, AcknowledgedOnCompletion: false);
        await journal.AcceptAsync(entry).ConfigureAwait(false);
        if (!await journal.DecideAsync(entry, JobOutcome.Completed, reply).ConfigureAwait(false)) throw new InvalidOperationException("The job was decided before.");
        journal.Settle(entry);
        journal.Finish(entry, JobState.Answered);
    }
}
