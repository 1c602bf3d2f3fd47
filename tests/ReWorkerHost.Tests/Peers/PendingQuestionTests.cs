using ReWorkerHost.Peers;

namespace ReWorkerHost.Tests.Peers;

public sealed class PendingQuestionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly PendingQuestion question = new(["a", "b"]);

    [Fact]
    public async Task One_yes_is_enough()
    {
        question.Take("b", yes: true);

        Assert.True(await question.Answer.WaitAsync(Limit));
    }

    [Fact]
    public async Task All_must_say_no()
    {
        question.Take("a", yes: false);
        Assert.False(question.Answer.IsCompleted);
        Assert.Equal(["b"], question.Missing);

        question.Take("b", yes: false);

        Assert.False(await question.Answer.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_host_that_was_started_again_answers_for_itself()
    {
        question.Take("a", yes: false);
        question.Replace("b", "c");
        question.Take("b", yes: false);
        Assert.False(question.Answer.IsCompleted);

        question.Take("c", yes: true);

        Assert.True(await question.Answer.WaitAsync(Limit));
    }
}
