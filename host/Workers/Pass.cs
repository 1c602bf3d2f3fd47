namespace ReWorkerHost.Workers;

/// <summary>Tells others when a loop has gone through once.</summary>
internal sealed class Pass
{
    private TaskCompletionSource next = New();

    /// <summary>Completes when a pass that begins after this call has ended.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>A pass begins.</summary>
    /// <returns>To be called when it has ended.</returns>
    public Action Begin()
    {
        var ending = Interlocked.Exchange(ref next, New());
        return () => ending.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
