using Microsoft.Extensions.Hosting;

namespace ReWorkerHost.Http;

/// <summary>Leaves the signals of the process to the daemon, of which the web server is a part.</summary>
internal sealed class NoSignals : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
