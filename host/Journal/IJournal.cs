namespace ReWorkerHost.Journal;

/// <summary>What was accepted, decided and answered, so that every accepted job gets exactly one terminal decision, whatever fails.</summary>
internal interface IJournal
{
    /// <summary>Jobs that an earlier process left undecided or unanswered.</summary>
    IReadOnlyList<JournalEntry> Unfinished { get; }

    /// <summary>The acknowledgements that the broker may have lost.</summary>
    UnsettledAcknowledgements Unsettled { get; }

    /// <summary>The jobs that may have been another host's before.</summary>
    Takeovers Takeovers { get; }

    /// <summary>It outlives the process.</summary>
    bool IsKept { get; }

    /// <summary>What is wrong with it; <see langword="null"/> where it works.</summary>
    string? Problem { get; }

    /// <summary>Completes when it works.</summary>
    Task HealthyAsync(CancellationToken cancellationToken);

    /// <summary>Commits that a job is accepted; owed before its delivery is acknowledged and before the plugin's code is entered.</summary>
    /// <exception cref="JournalUnavailableException">It was not committed.</exception>
    Task AcceptAsync(JournalEntry entry);

    /// <summary>Commits the terminal decision; owed before the terminal reply is published. Where the journal fails it waits until it works again.</summary>
    /// <returns>This decision is the first; otherwise it counts for nothing.</returns>
    Task<bool> DecideAsync(JournalEntry entry, JobOutcome outcome, byte[] reply);

    /// <summary>Notes that the terminal reply is confirmed, or unroutable.</summary>
    void Finish(JournalEntry entry, JobState state);

    /// <summary>Notes that the delivery was not acknowledged, so that the job is somebody else's, or comes again.</summary>
    void Withdraw(JournalEntry entry);

    /// <summary>Commits that a job acknowledged on completion is acknowledged already, so that it is this host's to answer.</summary>
    Task KeepAsync(JournalEntry entry);

    /// <summary>How often a job acknowledged on completion went back to the broker because the host ended.</summary>
    Task<int> CountReturnsAsync(JobKey key);

    /// <summary>Notes that the broker can't deliver the job again.</summary>
    void Settle(JournalEntry entry);
}
