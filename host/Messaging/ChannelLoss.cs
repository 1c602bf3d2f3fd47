namespace ReWorkerHost.Messaging;

/// <summary>How a channel ended: in order, after all that was said on it, or otherwise.</summary>
internal sealed class ChannelLoss
{
    private readonly TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool hasHappened;

    /// <summary>Completes when the channel has ended.</summary>
    /// <returns>It was closed in order; otherwise what was said last may not have arrived.</returns>
    public Task<bool> EndedInOrder => ended.Task;

    /// <summary>It is lost.</summary>
    public bool IsNoted() => hasHappened;

    /// <summary>Notes that it was lost, unless it was closed in order before.</summary>
    public void Note()
    {
        if (ended.TrySetResult(false)) hasHappened = true;
    }

    /// <summary>Notes that it was closed in order, unless it was lost before.</summary>
    public void NoteOrder() => ended.TrySetResult(true);
}
