using ReWorkerHost.Workers;

namespace ReWorkerHost.Management;

/// <summary>Tells whether the host serves, to whatever watches over it.</summary>
internal sealed class Readiness(PluginSupervisor supervisor)
{
    private volatile bool hasServed;
    private volatile bool isStopping;

    /// <summary>From now on it does not: it stops.</summary>
    public void Stop() => isStopping = true;

    /// <summary>Why the host does not serve; empty where it does.</summary>
    public IReadOnlyList<string> Obstacles()
    {
        var obstacles = supervisor.Health.Obstacles();
        hasServed = hasServed || supervisor.ServingAsync(CancellationToken.None).IsCompletedSuccessfully;
        if (!hasServed) obstacles.Insert(0, "the host starts: not every plugin in its folder was tried yet");
        if (isStopping) obstacles.Insert(0, "the host stops: it takes no new steps");
        return obstacles;
    }
}
