namespace ReWorkerHost.Messaging;

/// <summary>
/// The slot of one delivery. It comes free for the next step when the answer is on its way; what is left of it, the broker's confirm and the
/// end in the journal, then has a place of its own.
/// </summary>
internal sealed class DeliverySlot(DeliverySlots slots, DeliverySlots answering)
{
    private DeliverySlots? held = slots;

    /// <summary>The answer is on its way: gives the slot to the next step. Where too many answers are, it is kept.</summary>
    public void Pass()
    {
        if (held is not { } own || !answering.TryTake()) return;
        if (Interlocked.CompareExchange(ref held, answering, own) == own) own.Release();
        else answering.Release();
    }

    /// <summary>Gives back what is held.</summary>
    public void Release() => Interlocked.Exchange(ref held, null)?.Release();
}
