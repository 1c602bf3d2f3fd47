using System.Collections.Concurrent;

namespace ReWorkerHost.Steps;

/// <summary>The steps whose code runs now, so that they can be shown and cancelled; of the last 200 that have ended what they said.</summary>
internal sealed class RunningSteps
{
    private const int EndedKept = 200;
    private readonly ConcurrentQueue<(string Job, OutputTail Output)> ended = new();
    private readonly ConcurrentDictionary<string, IRunningStep> steps = new(StringComparer.Ordinal);

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<IRunningStep> All => [.. steps.Values.OrderBy(step => step.Job.ReceivedAt)];

    /// <summary>How many of them are of jobs that were received before a time.</summary>
    public int CountBefore(DateTimeOffset before) => steps.Count(step => step.Value.Job.ReceivedAt < before);

    /// <summary>The step of a job, if it runs.</summary>
    public IRunningStep? Find(string job) => steps.GetValueOrDefault(job);

    /// <summary>What a job's step has said; <see langword="null"/> where that is not kept.</summary>
    public OutputTail? OutputOf(string job) => Find(job)?.Output ?? ended.FirstOrDefault(entry => entry.Job == job).Output;

    /// <summary>A step begins.</summary>
    public void Add(IRunningStep step) => steps[step.Job.Id] = step;

    /// <summary>Its code has ended.</summary>
    public void Remove(IRunningStep step)
    {
        steps.TryRemove(step.Job.Id, out _);
        ended.Enqueue((step.Job.Id, step.Output)); // never the step itself: it would keep its plugin in memory
        if (ended.Count > EndedKept) ended.TryDequeue(out _);
    }
}
