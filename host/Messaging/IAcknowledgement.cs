namespace ReWorkerHost.Messaging;

/// <summary>What can be said to the broker of one delivery, once.</summary>
internal interface IAcknowledgement
{
    /// <summary>
    /// Whether the channel was lost: what was said may not have arrived, and the broker delivers again what it does not know of. It holds
    /// nothing of the channel or of who consumes from it, so that it may outlive both.
    /// </summary>
    ChannelLoss Loss { get; }

    /// <summary>The job is taken.</summary>
    /// <returns>It was said; otherwise the channel is gone, and the broker delivers the job again.</returns>
    Task<bool> AcknowledgeAsync();

    /// <summary>It is no job: a dead-letter exchange gets it, where one is set.</summary>
    /// <returns>It was said.</returns>
    Task<bool> RejectAsync();

    /// <summary>Completes when the broker has got what was said, or the channel has ended.</summary>
    /// <returns>The broker has it; otherwise that is not known.</returns>
    Task<bool> ArrivedAsync();

    /// <summary>The job goes back to the queue.</summary>
    Task ReturnAsync();
}
