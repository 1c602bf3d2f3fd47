namespace ReWorkerHost.Messaging;

/// <summary>Counts what is open, and tells when nothing is.</summary>
internal sealed class OpenCount
{
    private readonly Lock gate = new();
    private TaskCompletionSource none = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;

    /// <summary>Nothing is open at first.</summary>
    public OpenCount() => none.SetResult();

    /// <summary>How much is open.</summary>
    public int Count
    {
        get
        {
            lock (gate) return count;
        }
    }

    /// <summary>One more is open.</summary>
    public void Open()
    {
        lock (gate)
        {
            if (count++ == 0) none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>One is closed.</summary>
    public void Close()
    {
        lock (gate)
        {
            if (--count == 0) none.SetResult();
        }
    }

    /// <summary>Completes when nothing is open.</summary>
    public Task NoneAsync()
    {
        lock (gate) return none.Task;
    }
}
