namespace ReWorkerHost.Management;

/// <summary>What became of an order.</summary>
internal enum ControlOutcome
{
    /// <summary>It holds.</summary>
    Done,

    /// <summary>What it names is not on this host.</summary>
    Unknown,

    /// <summary>It can't be understood.</summary>
    Invalid,

    /// <summary>It was tried, and can't be.</summary>
    Failed,

    /// <summary>The caller may not order this.</summary>
    Denied,

    /// <summary>It was not ordered, because it failed elsewhere before.</summary>
    Skipped,
}
