namespace ReWorkerHost.Messaging;

/// <summary>Growing pauses between attempts, from 0.2 s doubling to 10 s, each shortened at random by up to half so that many hosts do not call at once.</summary>
internal sealed class BackOff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private TimeSpan next = First;

    /// <summary>After a success the next pause is the shortest again.</summary>
    public void Reset() => next = First;

    /// <summary>Waits for the pause that is due.</summary>
    public Task PauseAsync(CancellationToken cancellationToken)
    {
        var pause = next * (1 - (Random.Shared.NextDouble() / 2));
        next = next * 2 > Longest ? Longest : next * 2;
        return Task.Delay(pause, time, cancellationToken);
    }
}
