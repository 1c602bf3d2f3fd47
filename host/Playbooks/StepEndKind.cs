namespace ReWorkerHost.Playbooks;

/// <summary>How a step ended, as far as the release knows.</summary>
internal enum StepEndKind
{
    /// <summary>The worker completed it.</summary>
    Completed,

    /// <summary>The worker failed it, or broke the protocol.</summary>
    Failed,

    /// <summary>It reached no worker.</summary>
    NotServed,

    /// <summary>The worker did not end it in time; it may still run there.</summary>
    TimedOut,

    /// <summary>The broker was lost while it ran; it may still run at the worker.</summary>
    Lost,

    /// <summary>The person stopped following it; it may still run at the worker.</summary>
    Stopped,
}
