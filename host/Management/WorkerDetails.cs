namespace ReWorkerHost.Management;

/// <summary>A worker at its queue as it is now. Totals are those since the host's start.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="Concurrency">How many steps it may run at a time here.</param>
/// <param name="Busy">How many run.</param>
/// <param name="Queued">How many messages wait in its queue at the broker; <see langword="null"/> where the broker was not asked or did not say.</param>
/// <param name="Consumers">How many consumers its queue has at the broker, of all hosts.</param>
/// <param name="Completed">Jobs that completed.</param>
/// <param name="Failed">Jobs that failed, by the worker's word or by a fault.</param>
/// <param name="Refused">Jobs that were refused before they began.</param>
/// <param name="TimedOut">Jobs that outlasted their time.</param>
/// <param name="Cancelled">Jobs that operators have cancelled.</param>
/// <param name="Interrupted">Jobs that the host's end has cut short.</param>
/// <param name="MedianSeconds">What half of the last 512 jobs took at most, from acceptance to decision.</param>
/// <param name="P95Seconds">What 95 of 100 of them took at most.</param>
internal record WorkerDetails(
    string Name, string Queue, int Concurrency, int Busy, long? Queued, long? Consumers,
    long Completed, long Failed, long Refused, long TimedOut, long Cancelled, long Interrupted, double? MedianSeconds, double? P95Seconds);
