using System.Collections.Concurrent;

namespace ReWorkerHost.Steps;

/// <summary>What the host knows of its steps at any time, for those who operate it.</summary>
internal sealed class StepRecords
{
    private readonly ConcurrentDictionary<string, WorkerStatistics> workers = new(StringComparer.Ordinal);

    /// <summary>Those whose code runs.</summary>
    public RunningSteps Running { get; } = new();

    /// <summary>Those that did not heed the end of their time.</summary>
    public StuckSteps Stuck { get; } = new();

    /// <summary>How the jobs of a worker ended.</summary>
    public WorkerStatistics Of(string worker) => workers.GetOrAdd(worker, static _ => new WorkerStatistics());
}
