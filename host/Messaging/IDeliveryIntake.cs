namespace ReWorkerHost.Messaging;

/// <summary>Takes the deliveries of one worker's queue.</summary>
internal interface IDeliveryIntake
{
    /// <summary>Completes when deliveries can be taken.</summary>
    Task ReadyAsync(CancellationToken cancellationToken);

    /// <summary>Takes a delivery, says to the broker what becomes of it, and ends when nothing of it runs any more. Never throws.</summary>
    /// <returns>It was taken; otherwise none can be taken now.</returns>
    Task<bool> HandleAsync(Delivery delivery, IAcknowledgement acknowledgement);

    /// <summary>The channel was lost: what was delivered by it may come again.</summary>
    void NoteLoss();
}
