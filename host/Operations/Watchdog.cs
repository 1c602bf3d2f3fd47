using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Operations;

/// <summary>
/// Gives the service manager signs of life, each only after every loop has come round since the last one: a host that hangs is ended and
/// started again, though its timers still run.
/// </summary>
internal sealed class Watchdog(ServiceState state, SystemdEnvironment systemd, IReadOnlyList<Pulse> loops, TimeProvider time, ILogger<Watchdog> logger) : BackgroundService
{
    private const int LooksInATime = 6; // so that a few loops that take their time are no reason to end the host
    private readonly long[] seen = new long[loops.Count];
    private int missed;

    /// <summary>Sends a sign of life if every loop has come round since the last one.</summary>
    /// <returns>It was sent.</returns>
    public bool Check()
    {
        var now = loops.Select(loop => loop.Beats).ToArray();
        var still = loops.Where((_, index) => now[index] == seen[index]).Select(loop => loop.Loop).ToList();
        if (still.Count > 0)
        {
            if (++missed == LooksInATime / 2) Log.LoopHangs(logger, string.Join(" and ", still));
            return false;
        }

        missed = 0;
        now.CopyTo(seen, 0);
        state.Alive();
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (systemd.Watchdog is not { } limit) return;
        using var tick = new PeriodicTimer(limit / LooksInATime, time);
        try
        {
            while (await tick.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false)) Check();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // systemd asks for no signs of life from a service that stops.
        }
    }
}
