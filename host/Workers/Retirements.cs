using Microsoft.Extensions.Logging;

namespace ReWorkerHost.Workers;

/// <summary>The versions of one plugin that finish their steps and go. Only its slot's loop adds to them.</summary>
/// <param name="plugin">The plugin's name.</param>
/// <param name="ended">Called when one has gone.</param>
/// <param name="logger">Where to say what fails.</param>
internal sealed class Retirements(string plugin, Action ended, ILogger logger)
{
    private readonly List<Task> tasks = [];

    /// <summary>All have gone.</summary>
    public bool AreDone()
    {
        tasks.RemoveAll(task => task.IsCompleted);
        return tasks.Count == 0;
    }

    /// <summary>Retires a version when what follows it consumes, or when the host stops.</summary>
    public void Add(Generation old, Task follower, CancellationToken stop) => tasks.Add(RetireAsync(old, follower, stop));

    /// <summary>Completes when all have gone.</summary>
    public Task WhenDoneAsync() => Task.WhenAll(tasks);

    private async Task RetireAsync(Generation old, Task follower, CancellationToken stop)
    {
        try
        {
            await follower.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await old.RetireAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.SlotFailed(logger, exception, plugin);
        }

        ended();
    }
}
