using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Broker;

namespace ReWorkerHost.Operations;

/// <summary>Stops the host, with exit code 1, when the private broker ends by itself.</summary>
internal sealed class PrivateBrokerWatch(PrivateBroker broker, IHostApplicationLifetime lifetime, ILogger<PrivateBrokerWatch> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var exitCode = await broker.Exited.WaitAsync(stoppingToken).ConfigureAwait(false);
            Log.BrokerEnded(logger, exitCode, broker.LogFile);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops first, as it should.
        }
    }
}
