namespace ReWorkerHost.Messaging;

/// <summary>
/// How many deliveries of one worker may be under way. The versions of a plugin share them, so that a replacement never runs more
/// steps at a time than are allowed; the number can be changed while steps run.
/// </summary>
internal sealed class DeliverySlots(int capacity)
{
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = new();
    private int capacity = capacity;
    private int taken;

    /// <summary>How many are taken.</summary>
    public int Taken => Volatile.Read(ref taken);

    /// <summary>Takes a slot where one is free and nobody waits for one.</summary>
    public bool TryTake()
    {
        lock (gate)
        {
            if (taken >= capacity || waiting.Count > 0) return false;
            taken++;
            return true;
        }
    }

    /// <summary>Takes a slot; the first that waits gets the next one that is free.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled; no slot is taken.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (taken < capacity && waiting.Count == 0)
            {
                taken++;
                return;
            }

            place = waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var registration = cancellationToken.Register(() =>
        {
            lock (gate)
            {
                if (place.Value.TrySetCanceled(cancellationToken)) waiting.Remove(place);
            }
        }).ConfigureAwait(false);
        await place.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Gives a slot back.</summary>
    public void Release()
    {
        lock (gate)
        {
            taken--;
            Admit();
        }
    }

    /// <summary>Changes the number of slots. Steps under way keep theirs.</summary>
    public void Resize(int slots)
    {
        lock (gate)
        {
            capacity = slots;
            Admit();
        }
    }

    private void Admit()
    {
        while (taken < capacity && waiting.First is { } next)
        {
            waiting.RemoveFirst();
            if (next.Value.TrySetResult()) taken++;
        }
    }
}
