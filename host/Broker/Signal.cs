namespace ReWorkerHost.Broker;

/// <summary>The signals that this stage sends, by their numbers.</summary>
internal enum Signal
{
    /// <summary>SIGKILL.</summary>
    Kill = 9,

    /// <summary>SIGTERM.</summary>
    Terminate = 15,
}
