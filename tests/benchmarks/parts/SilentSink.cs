using ReWorkerHost.Abstractions;
using ReWorkerHost.Execution;

namespace ReWorkerHost.Benchmarks;

/// <summary>Takes what a step tells, and sends it nowhere.</summary>
internal sealed class SilentSink : IStepSink
{
    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task OutputAsync(OutputLevel level, string message, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task NotifyAsync(string transport, Notification notification, CancellationToken cancellationToken) => Task.CompletedTask;
}
