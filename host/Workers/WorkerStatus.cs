using ReWorkerHost.Messaging;

namespace ReWorkerHost.Workers;

/// <summary>A worker at its queue, as the host sees it.</summary>
/// <param name="Name">The worker's name.</param>
/// <param name="Queue">Its queue.</param>
/// <param name="Concurrency">How many steps it may run at a time.</param>
/// <param name="Slots">What its steps hold while they run.</param>
internal sealed record WorkerStatus(string Name, string Queue, int Concurrency, DeliverySlots Slots)
{
    /// <summary>How many steps run now, those of a version that is being retired among them.</summary>
    public int Busy => Slots.Taken;
}
