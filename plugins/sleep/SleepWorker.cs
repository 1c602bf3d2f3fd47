using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Sleep;

/// <summary>Waits: for a pause in a release, and for trying out time-outs, cancelling and draining.</summary>
[Worker("sleep", Description = "Waits for a number of seconds.")]
public sealed class SleepWorker : Worker
{
    /// <summary>Waits; takes every subcommand.</summary>
    /// <returns>The number of seconds, as it was given.</returns>
    [Subcommand("*", Description = "Waits for the given number of seconds.")]
    public async Task<double> Wait(SleepParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        await Task.Delay(TimeSpan.FromSeconds(parameters.Seconds), cancellationToken).ConfigureAwait(false);
        return parameters.Seconds;
    }
}
