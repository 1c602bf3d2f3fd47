using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Journal;
using ReWorkerHost.Tests.Fixtures;

namespace ReWorkerHost.Tests.Journal;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();

    private string File => folder["journal.db"];

    [Fact]
    public async Task What_was_accepted_or_decided_is_unfinished_at_the_next_start_and_what_was_answered_is_not()
    {
        var (running, decided, answered) = (Entries.New(clock, body: "1"), Entries.New(clock, body: "2"), Entries.New(clock, body: "3"));
        using (var journal = Open())
        {
            foreach (var job in (JournalEntry[])[running, decided, answered]) await journal.AcceptAsync(job);
            Assert.True(await journal.DecideAsync(decided, JobOutcome.Failed, "why"u8.ToArray()));
            Assert.True(await journal.DecideAsync(answered, JobOutcome.Completed, "done"u8.ToArray()));
            journal.Finish(answered, JobState.Answered);
        }

        using var next = Open();
        Assert.Equal([(running.Id, JobState.Running), (decided.Id, JobState.Decided)], next.Unfinished.Select(entry => (entry.Id, entry.State)));
        Assert.Equal("why"u8.ToArray(), next.Unfinished[1].Reply);
    }

    [Fact]
    public async Task Only_the_first_decision_counts()
    {
        using var journal = Open();
        var job = Entries.New(clock);
        await journal.AcceptAsync(job);

        Assert.True(await journal.DecideAsync(job, JobOutcome.Completed, "one"u8.ToArray()));
        Assert.False(await journal.DecideAsync(job, JobOutcome.TimedOut, "two"u8.ToArray()));
    }

    [Fact]
    public async Task A_job_that_was_withdrawn_is_forgotten()
    {
        using (var journal = Open())
        {
            var job = Entries.New(clock);
            await journal.AcceptAsync(job);
            journal.Withdraw(job);
        }

        using var next = Open();
        Assert.Empty(next.Unfinished);
    }

    [Fact]
    public async Task Many_at_once_are_kept_in_few_commits()
    {
        var jobs = Enumerable.Range(0, 2000).Select(number => Entries.New(clock, body: $"{number}")).ToList();
        using (var journal = Open()) await Task.WhenAll(jobs.Select(journal.AcceptAsync));

        using var next = Open();
        Assert.Equal(jobs.Select(job => job.Id), next.Unfinished.Select(entry => entry.Id));
    }

    [Fact]
    public async Task Jobs_that_are_the_brokers_to_deliver_again_are_not_dropped_when_they_come()
    {
        var job = Entries.New(clock, onCompletion: true);
        using (var journal = Open())
        {
            await journal.AcceptAsync(job);
            journal.Unsettled.Add(job, () => true);
        }

        using (var second = Open())
        {
            Assert.Null(second.Unsettled.TryTake(job.Key));
            second.Finish(second.Unfinished.Single(), JobState.Returned);
        }

        using var third = Open();
        Assert.Null(third.Unsettled.TryTake(job.Key));
    }

    [Fact]
    public void Finished_jobs_are_pruned_by_age_and_by_number_in_bounded_pieces_and_no_others()
    {
        using var database = JournalDatabase.Open(File, JournalMode.Fast);
        database.Begin();
        for (var number = 0; number < 5000; number++)
        {
            var job = Entries.New(clock, body: $"{number}");
            database.Accept(job);
            if (number < 10) continue; // these never end
            database.Decide(job.Row, JobOutcome.Completed, [], clock.GetUtcNow(), isSettled: true);
            database.Finish(job.Row, JobState.Answered, clock.GetUtcNow());
        }

        database.Commit(1);
        Assert.Equal(0, database.Prune(clock.GetUtcNow() - TimeSpan.FromDays(1), most: 10_000));
        Assert.Equal(2000, database.Prune(clock.GetUtcNow() - TimeSpan.FromDays(1), most: 1000));
        Assert.Equal(1990, database.Prune(clock.GetUtcNow() - TimeSpan.FromDays(1), most: 1000));
        Assert.Equal(0, database.Prune(clock.GetUtcNow() - TimeSpan.FromDays(1), most: 1000));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1000, database.Prune(clock.GetUtcNow() - TimeSpan.FromDays(1), most: 1000));
        Assert.Equal(10, database.ReadUnfinished().Count);
    }

    [Fact]
    public async Task Large_replies_are_kept_until_they_are_answered_and_no_longer()
    {
        var job = Entries.New(clock);
        using (var journal = Open())
        {
            await journal.AcceptAsync(job);
            await journal.DecideAsync(job, JobOutcome.Completed, new byte[100_000]);
            Assert.Equal(100_000, JournalHistory.Read(File, new JobFilter(null, null, null, 1)).Single().Reply!.Length);
            journal.Finish(job, JobState.Answered);
        }

        Assert.Null(JournalHistory.Read(File, new JobFilter(null, null, null, 1)).Single().Reply);
    }

    public void Dispose() => folder.Dispose();

    private SqliteJournal Open() => SqliteJournal.Open(File, JournalMode.Fast, new JournalLimits(TimeSpan.FromDays(1), 100_000), clock, NullLogger.Instance);
}
