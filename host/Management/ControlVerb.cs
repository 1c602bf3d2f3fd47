namespace ReWorkerHost.Management;

/// <summary>What an operator may order.</summary>
internal enum ControlVerb
{
    /// <summary>Take no steps; those that run go on.</summary>
    Pause,

    /// <summary>Take steps again.</summary>
    Resume,

    /// <summary>Pause, and wait until no step runs.</summary>
    Drain,

    /// <summary>Load what lies in the folder anew.</summary>
    Reload,

    /// <summary>Serve with the version before again.</summary>
    RollBack,

    /// <summary>Switch a plugin on.</summary>
    Enable,

    /// <summary>Switch a plugin off.</summary>
    Disable,

    /// <summary>Change how many steps a worker may run at a time.</summary>
    SetConcurrency,

    /// <summary>Cancel a running job.</summary>
    Cancel,
}
