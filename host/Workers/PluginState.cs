namespace ReWorkerHost.Workers;

/// <summary>Where a plugin is in its life.</summary>
internal enum PluginState
{
    /// <summary>Its first version is being loaded.</summary>
    Starting,

    /// <summary>Its workers serve their queues.</summary>
    Serving,

    /// <summary>It can't be loaded or served; the reason is beside it.</summary>
    Refused,

    /// <summary>It is set aside for a time, because it fails by faults of its own; its queue keeps its jobs.</summary>
    Quarantined,

    /// <summary>An operator has paused it: it takes no steps, and its queue keeps its jobs.</summary>
    Paused,

    /// <summary><c>plugins.json</c> or an operator switches it off.</summary>
    Disabled,

    /// <summary>It takes no new steps and finishes the ones it has begun.</summary>
    Draining,
}
