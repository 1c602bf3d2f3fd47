using Microsoft.Extensions.Hosting;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Operations;

/// <summary>Takes up settings and <c>plugins.json</c> at once when the signal comes. What can't be used changes nothing.</summary>
internal sealed class Reloading(ReloadSignal signal, SettingsReload settings, LivePluginsFile file, PluginSupervisor supervisor, ServiceState state, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(30); // a plugins folder that can't be read is told by the look itself

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await signal.WaitAsync(stoppingToken).ConfigureAwait(false);
                state.BeginReload();
                settings.Run();
                file.ReadAnew();
                await supervisor.LookAsync(stoppingToken).WaitAsync(LongestLook, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                state.EndReload();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops, and reads nothing any more.
        }
    }
}
