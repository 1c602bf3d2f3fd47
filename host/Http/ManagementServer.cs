using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Management;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Http;

/// <summary>Runs the web server beside the workers. Where it can't listen the workers serve all the same, and it is tried again.</summary>
internal sealed class ManagementServer(
    HttpSettings settings, Site site, Streams streams, HttpPlaces places, Readiness readiness, PluginSupervisor supervisor,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ManagementServer> logger) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;
    private WebApplication? app;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(readiness.Stop);
        if (settings.Enabled) running = Task.Run(() => RunAsync(stop.Token), CancellationToken.None); // the workers do not wait for it
        else places.Set([]);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        await streams.EndAsync().ConfigureAwait(false);
        if (app is not null) await app.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        string? told = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var candidate = site.Build();
            try
            {
                await candidate.StartAsync(cancellationToken).ConfigureAwait(false);
                app = candidate;
                supervisor.Health.Note("http", null);
                Announce([.. candidate.Urls]);
                return;
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                await candidate.DisposeAsync().ConfigureAwait(false);
                var url = string.Join(", ", settings.Url);
                supervisor.Health.Note("http", $"the management API and the page can't be served at {url}: {exception.Message}");
                if (told is null) places.Set([]);
                if (told != exception.Message) Log.NotServed(logger, url, told = exception.Message, BetweenTries.TotalSeconds);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await candidate.DisposeAsync().ConfigureAwait(false);
            }

            await Task.Delay(BetweenTries, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Announce(IReadOnlyList<string> urls)
    {
        foreach (var url in urls) Log.Page(logger, url);
        foreach (var address in settings.Url.Where(address => !address.IsLoopback))
        {
            Log.Reachable(logger, address.ToString(), settings.Tokens.Count);
            if (!address.IsTls) Log.NotEncrypted(logger, address.ToString());
        }

        places.Set(urls);
    }
}
