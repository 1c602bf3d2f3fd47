namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>Keeps lines apart, so that the server does not take them for a flood: five may come in a row (RFC 2813, 5.8).</summary>
internal sealed class Pace(TimeSpan interval, TimeProvider time)
{
    private const int InARow = 5;
    private readonly long begun = time.GetTimestamp();
    private TimeSpan spent;

    /// <summary>Waits until the next line may be sent.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var now = time.GetElapsedTime(begun);
        spent = (spent > now ? spent : now) + interval;
        var ahead = spent - now - (interval * InARow);
        if (ahead > TimeSpan.Zero) await Task.Delay(ahead, time, cancellationToken).ConfigureAwait(false);
    }
}
