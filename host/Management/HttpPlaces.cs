namespace ReWorkerHost.Management;

/// <summary>Where the management API and the page are served now.</summary>
internal sealed class HttpPlaces
{
    private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyList<string> urls = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The addresses; empty while they are served nowhere.</summary>
    public IReadOnlyList<string> Urls => urls;

    /// <summary>Completes when it was tried to serve them, whatever came of it.</summary>
    public Task Tried => tried.Task;

    /// <summary>Completes when they are said to be served elsewhere, or nowhere, the next time.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    /// <summary>They are served there now.</summary>
    public void Set(IReadOnlyList<string> now)
    {
        urls = now;
        tried.TrySetResult();
        Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
