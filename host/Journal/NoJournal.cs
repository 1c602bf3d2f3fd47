namespace ReWorkerHost.Journal;

/// <summary>No journal: decisions are kept in memory, as long as the process lives.</summary>
internal sealed class NoJournal(TimeProvider time) : IJournal
{
    /// <inheritdoc/>
    public IReadOnlyList<JournalEntry> Unfinished => [];

    /// <inheritdoc/>
    public UnsettledAcknowledgements Unsettled { get; } = new(time, _ => { });

    /// <inheritdoc/>
    public Takeovers Takeovers { get; } = new();

    /// <inheritdoc/>
    public bool IsKept => false;

    /// <inheritdoc/>
    public string? Problem => null;

    /// <inheritdoc/>
    public Task HealthyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task AcceptAsync(JournalEntry entry)
    {
        if (entry.IsRedelivered) Takeovers.Add(entry);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> DecideAsync(JournalEntry entry, JobOutcome outcome, byte[] reply) => Task.FromResult(true);

    /// <inheritdoc/>
    public void Finish(JournalEntry entry, JobState state)
    {
    }

    /// <inheritdoc/>
    public void Withdraw(JournalEntry entry)
    {
    }

    /// <inheritdoc/>
    public Task KeepAsync(JournalEntry entry) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<int> CountReturnsAsync(JobKey key) => Task.FromResult(0);

    /// <inheritdoc/>
    public void Settle(JournalEntry entry)
    {
    }
}
