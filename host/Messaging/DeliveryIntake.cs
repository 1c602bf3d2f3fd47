namespace ReWorkerHost.Messaging;

/// <summary>What becomes of a delivery.</summary>
/// <param name="Acceptable">It is acknowledged; otherwise it is rejected without requeue.</param>
/// <param name="RunAsync">What follows; it holds the worker's slot until its task has ended, and never throws.</param>
internal sealed record DeliveryIntake(bool Acceptable, Func<Task> RunAsync);
