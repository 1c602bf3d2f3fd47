using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;
using ReWorkerHost.Peers;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Operations;

/// <summary>Says when every worker consumes, in the log and by the ready file, which it removes when the host stops.</summary>
internal sealed class ReadyAnnouncer(PluginSupervisor supervisor, IPeers peers, HostSettings settings, PrivateBrokerAddress privateBroker, HttpPlaces places, ServiceState state, TimeProvider time, ILogger<ReadyAnnouncer> logger)
    : BackgroundService
{
    private readonly long begin = time.GetTimestamp();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await supervisor.ServingAsync(stoppingToken).ConfigureAwait(false);
            await peers.Discovered.WaitAsync(stoppingToken).ConfigureAwait(false);
            await places.Tried.WaitAsync(stoppingToken).ConfigureAwait(false);
            var serving = supervisor.Plugins.Count(plugin => plugin.State == PluginState.Serving);
            Log.Ready(logger, serving, supervisor.Plugins.Sum(plugin => plugin.Queues?.Count ?? 0), time.GetElapsedTime(begin).TotalSeconds);
            var changed = Announce();
            state.Ready();
            while (true)
            {
                await changed.WaitAsync(stoppingToken).ConfigureAwait(false);
                changed = Announce();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            ReadyFile.Remove(settings.StateFolder);
        }
    }

    /// <summary>Writes the file.</summary>
    /// <returns>Completes when it is to be written anew.</returns>
    private Task Announce()
    {
        var changed = places.Changed;
        ReadyFile.Write(settings.StateFolder, privateBroker.Uri, places.Urls);
        return changed;
    }
}
