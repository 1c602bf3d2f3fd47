using ReWorkerHost.Journal;

namespace ReWorkerHost.Tests.Journal;

public sealed class TakeoversTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly JobKey Key = new("worker.ledger", "release-1", "replies", "hash");
    private readonly Takeovers takeovers = new();

    [Fact]
    public void A_job_is_taken_by_one_host_which_may_ask_again()
    {
        takeovers.Add(Accepted(Now.AddSeconds(1)));

        Assert.True(takeovers.TryTake(Key, Now));
        Assert.True(takeovers.TryTake(Key, Now));
        Assert.False(takeovers.TryTake(Key, Now.AddMilliseconds(1)));
    }

    [Fact]
    public void A_job_that_came_long_before_is_another()
    {
        takeovers.Add(Accepted(Now.AddSeconds(-3)));

        Assert.False(takeovers.TryTake(Key, Now));
    }

    [Fact]
    public async Task Who_asks_waits_until_it_is_known_whose_the_job_is()
    {
        Assert.True(takeovers.DecidedAsync(Key).IsCompleted);
        using var decision = takeovers.Begin(Key);
        var decided = takeovers.DecidedAsync(Key);
        Assert.False(decided.IsCompleted);

        takeovers.Add(Accepted(Now));

        await decided.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(takeovers.TryTake(Key, Now));
    }

    [Fact]
    public async Task A_job_that_is_dropped_is_decided_on_too()
    {
        var decision = takeovers.Begin(Key);
        var decided = takeovers.DecidedAsync(Key);

        decision.Dispose();

        await decided.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(takeovers.TryTake(Key, Now));
        Assert.True(takeovers.DecidedAsync(Key).IsCompleted);
    }

    private static JournalEntry Accepted(DateTimeOffset at) => new("id", "ledger", "ledger", Key, "Count", at, IsRedelivered: true, AcknowledgedOnCompletion: false);
}
