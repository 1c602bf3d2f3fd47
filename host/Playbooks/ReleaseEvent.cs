namespace ReWorkerHost.Playbooks;

/// <summary>Something that the broker tells a release.</summary>
internal abstract record ReleaseEvent
{
    private ReleaseEvent()
    {
    }

    /// <summary>A message in the reply queue.</summary>
    /// <param name="CorrelationId">The release it says it is for.</param>
    /// <param name="MessageId">The worker's id for the job, where it sets one.</param>
    /// <param name="Body">The body.</param>
    public sealed record Replied(string? CorrelationId, string? MessageId, byte[] Body) : ReleaseEvent;

    /// <summary>Output of this release's worker.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Output(string Text) : ReleaseEvent;

    /// <summary>The connection or a channel ended, so nothing more will be heard.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Lost(string Reason) : ReleaseEvent;

    /// <summary>Something that a person should know and that ends nothing.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Notice(string Text) : ReleaseEvent;
}
