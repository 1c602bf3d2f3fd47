namespace ReWorkerHost.Messaging;

/// <summary>Whether a channel ended otherwise than by being closed in order.</summary>
internal sealed class ChannelLoss
{
    private volatile bool hasHappened;

    /// <summary>It did.</summary>
    public bool IsNoted() => hasHappened;

    /// <summary>Notes it.</summary>
    public void Note() => hasHappened = true;
}
