using ReWorkerHost.Execution;

namespace ReWorkerHost.Benchmarks;

/// <summary>Jobs that were read.</summary>
internal static class Requests
{
    private static readonly StepLimits Limits = new(MaxBodyBytes: 1 << 20, MaxDepth: 64);

    /// <summary>Reads a job that nothing is wrong with.</summary>
    public static Job Read(byte[] body)
    {
        if (!BodyReader.TryRead(body, Limits, out var json, out var problem)) throw new InvalidOperationException(problem);
        var job = JobReader.Read(json);
        return job.Problems.Count == 0 ? job : throw new InvalidOperationException(string.Join("; ", job.Problems));
    }
}
