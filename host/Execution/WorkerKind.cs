namespace ReWorkerHost.Execution;

/// <summary>What a worker consumes.</summary>
internal enum WorkerKind
{
    /// <summary>Steps of releases; each is answered.</summary>
    Steps,

    /// <summary>Output messages; nobody is answered.</summary>
    Output,

    /// <summary>Notifications; nobody is answered, unless it is used as a step.</summary>
    Notifications,
}
