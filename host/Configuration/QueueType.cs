namespace ReWorkerHost.Configuration;

/// <summary>The type of a queue that is declared.</summary>
internal enum QueueType
{
    /// <summary>A classic queue, on one node.</summary>
    Classic,

    /// <summary>A quorum queue, replicated over the nodes of a cluster.</summary>
    Quorum,
}
