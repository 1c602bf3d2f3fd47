namespace ReWorkerHost.Management;

/// <summary>A worker of a host's plugin.</summary>
internal sealed record HostWorker : WorkerDetails
{
    /// <summary>The worker with the names of its host and its plugin.</summary>
    public HostWorker(string host, string plugin, WorkerDetails worker) : base(worker) => (Host, Plugin) = (host, plugin);

    /// <summary>The host's name.</summary>
    public string Host { get; }

    /// <summary>The plugin's name.</summary>
    public string Plugin { get; }
}
