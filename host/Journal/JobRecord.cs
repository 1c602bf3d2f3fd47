namespace ReWorkerHost.Journal;

/// <summary>One job of the history.</summary>
/// <param name="Id">The host's id of the job.</param>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Worker">The worker's name.</param>
/// <param name="Subcommand">The subcommand; empty where it could not be read.</param>
/// <param name="CorrelationId">The release's id, or <see langword="null"/>.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Outcome">How it ended, once that is decided.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="DecidedAt">When its terminal reply was decided.</param>
/// <param name="AnsweredAt">When its terminal reply was confirmed or returned.</param>
/// <param name="Reply">Its terminal reply, where it was not too large to be kept.</param>
internal sealed record JobRecord(
    string Id, string Plugin, string Worker, string Subcommand, string? CorrelationId, JobState State, JobOutcome? Outcome,
    DateTimeOffset ReceivedAt, DateTimeOffset? DecidedAt, DateTimeOffset? AnsweredAt, string? Reply);
