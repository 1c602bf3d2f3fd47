namespace ReWorkerHost.Workers;

/// <summary>Counts how often a loop has come round, so that others see whether it lives.</summary>
/// <param name="loop">What the loop does, for messages.</param>
internal sealed class Pulse(string loop)
{
    private long beats;

    /// <summary>What the loop does.</summary>
    public string Loop => loop;

    /// <summary>How often it has come round.</summary>
    public long Beats => Interlocked.Read(ref beats);

    /// <summary>The loop has come round.</summary>
    public void Beat() => Interlocked.Increment(ref beats);
}
