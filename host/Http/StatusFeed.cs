using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>The state of the hosts for those who watch it: looked at twice a second at most, once for all of them, and not at all while nobody watches.</summary>
internal sealed class StatusFeed(IFleet fleet, TimeProvider time) : IDisposable
{
    /// <summary>How long to wait between two looks.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(400);
    private readonly SemaphoreSlim gate = new(1, 1);
    private StatusSnapshot? latest;
    private long looked;

    /// <summary>The hosts as they are, or were a moment ago.</summary>
    public async Task<StatusSnapshot> LookAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (latest is { } known && time.GetElapsedTime(looked) < Fresh) return known;
            latest = new StatusSnapshot(await fleet.StatusAsync([], cancellationToken).ConfigureAwait(false));
            looked = time.GetTimestamp();
            return latest;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();
}
