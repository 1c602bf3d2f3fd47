namespace ReWorkerHost.Messaging;

/// <summary>Takes the deliveries of one worker's queue.</summary>
internal interface IDeliveryIntake
{
    /// <summary>Completes when deliveries can be taken.</summary>
    Task ReadyAsync(CancellationToken cancellationToken);

    /// <summary>Takes a delivery, says to the broker what becomes of it, and ends when nothing of it runs any more. Never throws.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="acknowledgement">What can be said of it to the broker.</param>
    /// <param name="slot">The slot that it holds; the caller gives it back at the end.</param>
    /// <returns>It was taken; otherwise none can be taken now.</returns>
    Task<bool> HandleAsync(Delivery delivery, IAcknowledgement acknowledgement, DeliverySlot slot);

    /// <summary>The channel was lost: what was delivered by it may come again.</summary>
    void NoteLoss();
}
