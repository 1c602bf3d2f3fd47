using Microsoft.Extensions.Hosting;

namespace ReWorkerHost.Operations;

/// <summary>Leaves start and stop of the host to the one who runs it.</summary>
internal sealed class SignalLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
