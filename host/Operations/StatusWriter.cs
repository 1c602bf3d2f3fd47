using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Operations;

/// <summary>Keeps the status file as the plugins are.</summary>
internal sealed class StatusWriter(PluginSupervisor supervisor, HostSettings settings, HttpPlaces places, ServiceState state, TimeProvider time, ILogger<StatusWriter> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Beats with each look.</summary>
    public Pulse Looks { get; } = new("the writing of the status");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(BetweenLooks, time);
        byte[] written = [];
        string? failure = null;
        try
        {
            while (await tick.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                Looks.Beat();
                try
                {
                    state.Show(StatusLine.Of(supervisor.Plugins, supervisor.Problems));
                    var content = StatusFile.Render(supervisor.Plugins, supervisor.InMemory, supervisor.ConfigurationProblems, supervisor.Problems, places.Urls);
                    if (content.AsSpan().SequenceEqual(written)) continue;
                    StatusFile.Write(settings.StateFolder, content);
                    written = content;
                    failure = null;
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    if (failure != exception.Message) Log.StatusNotWritten(logger, StatusFile.PathIn(settings.StateFolder), failure = exception.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            StatusFile.Remove(settings.StateFolder);
        }
    }
}
