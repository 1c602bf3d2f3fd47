using ReWorkerHost.Journal;

namespace ReWorkerHost.Tests.Journal;

public sealed class UnsettledAcknowledgementsTests
{
    private const string Queue = "worker.service";
    private readonly ManualClock clock = new();
    private readonly List<JournalEntry> settled = [];
    private readonly UnsettledAcknowledgements unsettled;

    public UnsettledAcknowledgementsTests() => unsettled = new UnsettledAcknowledgements(clock, settled.Add);

    [Fact]
    public void A_repetition_is_taken_once()
    {
        var job = Add(isLost: true);

        Assert.Same(job, unsettled.TryTake(job.Key));
        Assert.Null(unsettled.TryTake(job.Key));
    }

    [Fact]
    public void Of_two_jobs_that_are_the_same_each_is_taken_once()
    {
        var one = Add(isLost: true);
        var two = Add(isLost: true);

        Assert.Equal(one.Key, two.Key);
        Assert.Same(one, unsettled.TryTake(one.Key));
        Assert.Same(two, unsettled.TryTake(one.Key));
        Assert.Null(unsettled.TryTake(one.Key));
    }

    [Fact]
    public void A_job_whose_channel_is_open_can_not_be_repeated() => Assert.Null(unsettled.TryTake(Add(isLost: false).Key));

    [Fact]
    public void An_acknowledgement_that_has_shown_its_arrival_is_settled_at_once()
    {
        var job = Add(isLost: true);
        unsettled.Settle(job);

        Assert.Equal([job], settled);
        Assert.Null(unsettled.TryTake(job.Key));
    }

    [Fact]
    public void A_channel_that_only_seems_open_settles_nothing_however_long_it_does()
    {
        var isLost = false;
        var job = Entries.New(clock);
        unsettled.Add(job, () => isLost);
        clock.Advance(TimeSpan.FromHours(1));
        unsettled.Sweep();
        isLost = true;

        Assert.Empty(settled);
        Assert.Same(job, unsettled.TryTake(job.Key));
    }

    [Fact]
    public void What_a_quorum_queue_has_got_is_settled_after_a_while()
    {
        var job = Add(isLost: false);
        unsettled.NoteArrival(job);
        unsettled.Sweep();
        Assert.Empty(settled);
        clock.Advance(TimeSpan.FromSeconds(11));
        unsettled.Sweep();

        Assert.Equal([job], settled);
    }

    [Fact]
    public void After_a_loss_newer_jobs_settle_it_when_the_broker_must_have_noticed_the_loss_too()
    {
        var job = Add(isLost: true);
        clock.Advance(TimeSpan.FromHours(1));
        unsettled.Sweep();
        Assert.Empty(settled); // nothing newer has come: it may still wait in the queue
        unsettled.NoteNewer(Queue);
        clock.Advance(TimeSpan.FromSeconds(100));
        unsettled.Sweep();
        Assert.Empty(settled);
        clock.Advance(TimeSpan.FromSeconds(30));
        unsettled.Sweep();

        Assert.Equal([job], settled);
    }

    [Fact]
    public void Each_loss_begins_the_wait_anew()
    {
        Add(isLost: true);
        unsettled.NoteNewer(Queue);
        clock.Advance(TimeSpan.FromSeconds(100));
        unsettled.NoteLoss(Queue);
        unsettled.NoteNewer(Queue);
        clock.Advance(TimeSpan.FromSeconds(100));
        unsettled.Sweep();

        Assert.Empty(settled);
    }

    [Fact]
    public void A_stop_in_order_settles_what_was_not_lost()
    {
        var open = Add(isLost: false);
        Add(isLost: true);
        unsettled.SettleOpen();

        Assert.Equal([open], settled);
    }

    private JournalEntry Add(bool isLost)
    {
        var job = Entries.New(clock);
        unsettled.Add(job, () => isLost);
        return job;
    }
}
