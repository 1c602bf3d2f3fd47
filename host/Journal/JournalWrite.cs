namespace ReWorkerHost.Journal;

/// <summary>One change that waits for the next commit.</summary>
/// <param name="Apply">Makes the change.</param>
/// <param name="IsUrgent">Somebody waits for it; the others go along.</param>
/// <param name="MayFail">Where the journal fails it is given up; the others are tried again until they are stored.</param>
/// <param name="Done">Completes when it is committed; <see langword="null"/> where nobody waits.</param>
internal sealed record JournalWrite(Action<JournalDatabase> Apply, bool IsUrgent, bool MayFail, TaskCompletionSource? Done)
{
    /// <summary>A change that somebody waits for.</summary>
    public static JournalWrite Urgent(Action<JournalDatabase> apply, bool mayFail) =>
        new(apply, true, mayFail, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>A change that nobody waits for.</summary>
    public static JournalWrite Lazy(Action<JournalDatabase> apply) => new(apply, false, false, null);
}
