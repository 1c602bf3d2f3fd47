namespace ReWorkerHost.Journal;

/// <summary>One job in the journal.</summary>
/// <param name="Id">The host's id of the job, the <c>message_id</c> of its replies.</param>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Worker">The worker's name, the <c>app_id</c> of its replies.</param>
/// <param name="Key">What its delivery was like.</param>
/// <param name="Subcommand">The subcommand; empty where it could not be read.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="IsRedelivered">The broker had delivered it before.</param>
/// <param name="AcknowledgedOnCompletion">Its delivery is acknowledged after its answer, and goes to somebody else after a crash.</param>
internal sealed record JournalEntry(
    string Id, string Plugin, string Worker, JobKey Key, string Subcommand, DateTimeOffset ReceivedAt, bool IsRedelivered, bool AcknowledgedOnCompletion)
{
    /// <summary>The row's number in the database.</summary>
    public long Row { get; set; }

    /// <summary>Where the job is in its life.</summary>
    public JobState State { get; set; } = JobState.Running;

    /// <summary>The broker can't deliver it again.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Its decision is being written, or is.</summary>
    public bool IsDecisionWritten { get; set; }

    /// <summary>How it ended, from <see cref="JobState.Decided"/> on.</summary>
    public JobOutcome Outcome { get; set; }

    /// <summary>The body of its terminal reply, from <see cref="JobState.Decided"/> on.</summary>
    public byte[]? Reply { get; set; }
}
