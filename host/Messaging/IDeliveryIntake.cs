namespace ReWorkerHost.Messaging;

/// <summary>Takes the deliveries of one worker's queue.</summary>
internal interface IDeliveryIntake
{
    /// <summary>Looks at a delivery without any I/O, so that it can be acknowledged at once. Never throws.</summary>
    DeliveryIntake Receive(Delivery delivery);
}
