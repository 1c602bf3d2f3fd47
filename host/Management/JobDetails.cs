using System.Text.Json;
using ReWorkerHost.Journal;

namespace ReWorkerHost.Management;

/// <summary>A job, running or from the journal.</summary>
/// <param name="Host">The name of the host that has it.</param>
/// <param name="Id">The host's id of the job.</param>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Worker">The worker's name.</param>
/// <param name="Subcommand">The subcommand.</param>
/// <param name="CorrelationId">The release's id, or <see langword="null"/>.</param>
/// <param name="State"><c>running</c>, <c>stuck</c>, <c>decided</c>, <c>answered</c>, <c>unroutable</c> or <c>returned</c>.</param>
/// <param name="Outcome">How it ended, once that is decided.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="DecidedAt">When its terminal reply was decided.</param>
/// <param name="AnsweredAt">When its terminal reply was confirmed or returned.</param>
/// <param name="Hosts">The hosts that a running step is for.</param>
/// <param name="Reply">Its terminal reply, where it was kept.</param>
internal record JobDetails(
    string Host, string Id, string Plugin, string Worker, string Subcommand, string? CorrelationId, string State, string? Outcome,
    DateTimeOffset ReceivedAt, DateTimeOffset? DecidedAt = null, DateTimeOffset? AnsweredAt = null, IReadOnlyList<string>? Hosts = null, string? Reply = null)
{
    /// <summary>How long it took from its acceptance to its decision, in seconds, once that is taken.</summary>
    public double? Seconds => DecidedAt is { } decided ? (decided - ReceivedAt).TotalSeconds : null;

    /// <summary>A job that a journal remembers.</summary>
    public static JobDetails Of(JobRecord job, string host) => new(
        host, job.Id, job.Plugin, job.Worker, job.Subcommand, job.CorrelationId, Name(job.State), job.Outcome is { } outcome ? Name(outcome) : null,
        job.ReceivedAt, job.DecidedAt, job.AnsweredAt, Reply: job.Reply);

    private static string Name(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
