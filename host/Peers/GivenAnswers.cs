using System.Collections.Concurrent;

namespace ReWorkerHost.Peers;

/// <summary>The answers given lately: a question that is asked again is answered the same.</summary>
internal sealed class GivenAnswers(IPeerAnswers answers, TimeProvider time)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<string, (Lazy<Task<bool>> Answer, long Since)> given = new(StringComparer.Ordinal);

    /// <summary>Answers a question.</summary>
    public Task<bool> AnswerAsync(PeerQuestion question) =>
        given.GetOrAdd(question.Id, _ => (new Lazy<Task<bool>>(() => answers.AnswerAsync(question)), time.GetTimestamp())).Answer.Value;

    /// <summary>What was asked about is settled; it concerns the host that said yes.</summary>
    public async Task SettleAsync(PeerQuestion question)
    {
        if (given.TryRemove(question.Id, out var known) && await known.Answer.Value.ConfigureAwait(false)) answers.Settle(question);
    }

    /// <summary>Forgets what nobody asks again.</summary>
    public void Sweep()
    {
        foreach (var (id, answer) in given)
        {
            if (time.GetElapsedTime(answer.Since) > Lasting) given.TryRemove(id, out _);
        }
    }
}
