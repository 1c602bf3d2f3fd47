namespace ReWorkerHost.Workers;

/// <summary>Wakes a loop; several calls before it wakes count as one.</summary>
internal sealed class Wake
{
    private readonly Lock gate = new();
    private TaskCompletionSource called = New();

    /// <summary>Wakes the loop, or has its next wait end at once.</summary>
    public void Call()
    {
        lock (gate) called.TrySetResult();
    }

    /// <summary>Waits for a call, at most so long.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        Task waiting;
        lock (gate) waiting = called.Task;
        try
        {
            await waiting.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return;
        }

        lock (gate) called = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
