using ReWorkerHost.Journal;

namespace ReWorkerHost.Management;

/// <summary>The output of a release, from what is known of it already to what comes.</summary>
internal sealed class ReleaseOutput(IFleet fleet, OutputFeed feed, TimeProvider time)
{
    /// <summary>How long before the watch begins a line may be said and still come over the bus after that.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan ComesWithin = TimeSpan.FromSeconds(5);

    /// <summary>Begins to watch; then reads what is kept, so that nothing falls between the two.</summary>
    public async Task<(OutputWatcher Watcher, IReadOnlyList<ReleaseLine> Known)> BeginAsync(string correlationId, CancellationToken cancellationToken)
    {
        var watcher = feed.Watch(correlationId);
        try
        {
            await feed.BegunAsync(cancellationToken).ConfigureAwait(false);
            return (watcher, await KnownAsync(correlationId, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await feed.EndAsync(watcher).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the watch.</summary>
    public Task EndAsync(OutputWatcher watcher) => feed.EndAsync(watcher);

    /// <summary>Why output can't be seen at present; <see langword="null"/> where it can.</summary>
    public string? Problem => feed.Problem;

    /// <summary>Leaves out of what comes over the bus the lines that were known before and are on their way still.</summary>
    /// <param name="known">What was known.</param>
    /// <param name="begun">When the watch began.</param>
    /// <returns>Says of a line that comes whether it is new.</returns>
    public Func<ReleaseLine, bool> Newness(IReadOnlyList<ReleaseLine> known, DateTimeOffset begun)
    {
        var coming = known.Where(line => line.Time > begun - OnTheWay)
            .GroupBy(Key).ToDictionary(group => group.Key, group => group.Count());
        return line =>
        {
            if (coming.Count == 0 || time.GetUtcNow() - begun > ComesWithin) return true;
            if (coming.GetValueOrDefault(Key(line)) is not (> 0 and var left)) return true;
            coming[Key(line)] = left - 1;
            return false;
        };
    }

    private static (string Worker, string Text) Key(ReleaseLine line) => (line.Worker.ToLowerInvariant(), line.Text);

    private async Task<IReadOnlyList<ReleaseLine>> KnownAsync(string correlationId, CancellationToken cancellationToken)
    {
        var lines = new List<ReleaseLine>();
        foreach (var job in await fleet.JobsAsync(new JobFilter(correlationId, null, null, 200), [], cancellationToken).ConfigureAwait(false))
        {
            if (await fleet.OutputAsync(job.Id, [job.Host], cancellationToken).ConfigureAwait(false) is not { } output) continue;
            lines.AddRange(output.Select(line => new ReleaseLine(line.Time, job.Worker, line.Text)));
        }

        return [.. lines.OrderBy(line => line.Time)];
    }
}
