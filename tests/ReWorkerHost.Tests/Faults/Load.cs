using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Faults;

/// <summary>
/// The load of the fault tests: releases, each sending its next step only after a terminal reply, and a flood that keeps many jobs
/// waiting. It goes on until it is stopped.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<LoadLane> lanes = [];
    private readonly List<Task> senders = [];

    private Load(Ledger ledger) => Ledger = ledger;

    public Ledger Ledger { get; }

    /// <summary>Begins to send; the exchange and the worker's queue must be there.</summary>
    /// <param name="broker">The broker itself, not the way on which faults are made.</param>
    /// <param name="ledger">Where all is noted.</param>
    /// <param name="releases">How many releases run at a time.</param>
    /// <param name="flood">How many jobs the flood keeps waiting; 0 for no flood.</param>
    /// <param name="milliseconds">How long each step takes.</param>
    public static async Task<Load> StartAsync(string broker, Ledger ledger, int releases = 4, int flood = 50, int milliseconds = 0)
    {
        var load = new Load(ledger);
        var more = milliseconds > 0 ? $",\"milliseconds\":{milliseconds}" : "";
        for (var number = 0; number < releases; number++) load.senders.Add(load.ReleaseAsync(await load.LaneAsync(broker), more));
        if (flood > 0) load.senders.Add(load.FloodAsync(await load.LaneAsync(broker), flood, more));
        return load;
    }

    /// <summary>Sends no more, and waits until all are answered.</summary>
    /// <returns>All are.</returns>
    public async Task<bool> EndAsync(double seconds)
    {
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await Task.WhenAll(Ledger.Waiting.Select(job => job.Answered)).WaitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Ledger.Waiting.Count == 0;
    }

    /// <summary>Waits until so many more jobs are answered.</summary>
    public Task AnsweredAsync(int more, Func<string> otherwise, double seconds = 60)
    {
        var goal = Ledger.Answered + more;
        return Eventually.HoldsAsync(() => Task.FromResult(Ledger.Answered >= goal), () => $"{Ledger.Answered} jobs are answered, not {goal}\n{otherwise()}", seconds);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        foreach (var lane in lanes) await lane.DisposeAsync();
        stop.Dispose();
    }

    private async Task<LoadLane> LaneAsync(string broker)
    {
        var lane = await LoadLane.ConnectAsync(broker, Ledger);
        lanes.Add(lane);
        return lane;
    }

    private async Task ReleaseAsync(LoadLane lane, string more)
    {
        while (!stop.IsCancellationRequested)
        {
            var release = $"release-{Guid.NewGuid():N}";
            for (var step = 0; step < 20 && !stop.IsCancellationRequested; step++)
            {
                var job = await lane.SendAsync(release, more);
                if (!job.IsSent) break; // whether an answer comes is not known: a new release
                await job.Answered.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FloodAsync(LoadLane lane, int most, string more)
    {
        using var places = new SemaphoreSlim(most);
        var watching = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            await places.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) break;
            var job = await lane.SendAsync(correlationId: null, more);
            watching.Add(ReleaseWhenAnsweredAsync(job));
            if (watching.Count > 1000) watching.RemoveAll(task => task.IsCompleted);
        }

        await Task.WhenAll(watching);

        async Task ReleaseWhenAnsweredAsync(LedgerJob job)
        {
            if (job.IsSent) await job.Answered.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            places.Release();
        }
    }
}
