using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Benchmarks;

/// <summary>A worker that takes its steps as JSON, and does nothing.</summary>
[Worker("raw")]
public sealed class RawWorker : Worker
{
    private static readonly Task<object?> Nothing = Task.FromResult<object?>(null);

    /// <inheritdoc/>
    public override Task<object?> ExecuteAsync(StepContext step) => Nothing;
}
