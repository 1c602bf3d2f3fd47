using System.Collections.Concurrent;

namespace ReWorkerHost.Peers;

/// <summary>A question that was asked, and who has yet to answer.</summary>
internal sealed class PendingQuestion(IReadOnlyCollection<string> asked)
{
    private readonly ConcurrentDictionary<string, byte> missing = new(asked.Select(host => KeyValuePair.Create(host, (byte)0)), StringComparer.Ordinal);
    private readonly TaskCompletionSource<bool> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the first yes, or when all that are known have said no.</summary>
    public Task<bool> Answer => answer.Task;

    /// <summary>Those that have not answered.</summary>
    public IReadOnlyCollection<string> Missing => [.. missing.Keys];

    /// <summary>Takes an answer; a host that stops says no.</summary>
    public void Take(string host, bool yes)
    {
        missing.TryRemove(host, out _);
        if (yes) answer.TrySetResult(true);
        else if (missing.IsEmpty) answer.TrySetResult(false);
    }

    /// <summary>A host was started again: it answers for what it was before.</summary>
    public void Replace(string before, string host)
    {
        if (!missing.ContainsKey(before)) return;
        missing[host] = 0;
        missing.TryRemove(before, out _);
    }
}
