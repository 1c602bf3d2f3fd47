namespace ReWorkerHost.Tests.Faults;

/// <summary>One numbered job and all replies to it.</summary>
internal sealed class LedgerJob(int number)
{
    private readonly Lock gate = new();
    private readonly List<LedgerReply> replies = [];
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Number => number;

    /// <summary>The broker has confirmed that it has the job, so that an answer is owed.</summary>
    public bool IsSent { get; set; }

    /// <summary>Completes with the first terminal reply.</summary>
    public Task Answered => answered.Task;

    public IReadOnlyList<LedgerReply> Replies
    {
        get
        {
            lock (gate) return [.. replies];
        }
    }

    public void Add(LedgerReply reply)
    {
        lock (gate) replies.Add(reply);
        if (reply.IsTerminal) answered.TrySetResult();
    }

    public override string ToString() => $"{number}: {string.Join(", ", Replies.Select(reply => $"{reply.Status} {reply.MessageId}"))}";
}
