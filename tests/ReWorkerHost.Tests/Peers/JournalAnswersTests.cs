using ReWorkerHost.Journal;
using ReWorkerHost.Peers;

namespace ReWorkerHost.Tests.Peers;

public sealed class JournalAnswersTests
{
    private static readonly JobKey Key = new("worker.ledger", "release-1", "replies", "hash");
    private readonly NoJournal journal = new(TimeProvider.System);

    private JournalAnswers Answers => new(journal, TimeProvider.System);

    [Fact]
    public async Task A_job_whose_acknowledgement_was_lost_is_known_until_the_other_host_has_dropped_it()
    {
        journal.Unsettled.Add(Decided(), () => true);
        var question = new PeerQuestion(PeerQuestionKind.IsYours, Key, default);

        Assert.True(await Answers.AnswerAsync(question));
        Assert.True(await Answers.AnswerAsync(question));
        Answers.Settle(question);
        Assert.False(await Answers.AnswerAsync(question));
    }

    [Fact]
    public async Task An_answered_job_whose_channel_is_open_is_not_the_one_that_comes_again()
    {
        journal.Unsettled.Add(Decided(), () => false);

        Assert.False(await Answers.AnswerAsync(new PeerQuestion(PeerQuestionKind.IsYours, Key, default)));
    }

    [Fact]
    public async Task A_job_that_still_runs_is_the_one_that_comes_again()
    {
        journal.Unsettled.Add(Running(), () => false);

        Assert.True(await Answers.AnswerAsync(new PeerQuestion(PeerQuestionKind.IsYours, Key, default)));
    }

    [Fact]
    public async Task A_question_that_is_asked_again_is_answered_the_same()
    {
        journal.Unsettled.Add(Running(), () => true);
        var given = new GivenAnswers(Answers, TimeProvider.System);
        var question = new PeerQuestion(PeerQuestionKind.IsYours, Key, default);
        Assert.True(await given.AnswerAsync(question));
        Assert.NotNull(journal.Unsettled.TryTake(Key));

        Assert.True(await given.AnswerAsync(question));
        Assert.False(await given.AnswerAsync(question with { Id = "another" }));
    }

    private static JournalEntry Running() => new("id", "ledger", "ledger", Key, "Count", default, IsRedelivered: false, AcknowledgedOnCompletion: false);

    private static JournalEntry Decided()
    {
        var entry = Running();
        entry.Reply = [];
        return entry;
    }
}
