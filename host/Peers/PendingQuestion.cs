using System.Collections.Concurrent;

namespace ReWorkerHost.Peers;

/// <summary>A question that was asked, and who has answered.</summary>
internal sealed class PendingQuestion(IReadOnlyCollection<string> asked)
{
    private readonly ConcurrentDictionary<string, byte> answered = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<bool> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the first yes, or when all that are known have said no.</summary>
    public Task<bool> Answer => answer.Task;

    /// <summary>Takes an answer.</summary>
    public void Take(string host, bool yes)
    {
        answered[host] = 0;
        if (yes) answer.TrySetResult(true);
        else if (asked.All(answered.ContainsKey)) answer.TrySetResult(false);
    }
}
