namespace ReWorkerHost.Plugins.Remote;

/// <summary>What became of a step on one host.</summary>
public enum HostOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was not begun, because it had failed on another host before.</summary>
    NotBegun,
}
