namespace ReWorkerHost.Journal;

/// <summary>How much of the history is kept.</summary>
/// <param name="Keep">For how long finished jobs are kept.</param>
/// <param name="MostRows">How many finished jobs are kept at most.</param>
internal sealed record JournalLimits(TimeSpan Keep, long MostRows);
