namespace ReWorkerHost.Workers;

/// <summary>A job whose step runs.</summary>
/// <param name="Id">The host's id of the job.</param>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Worker">The worker's name.</param>
/// <param name="Subcommand">The subcommand.</param>
/// <param name="CorrelationId">The release's id, or <see langword="null"/>.</param>
/// <param name="Hosts">The hosts that the step is for.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="IsStuck">It did not heed the end of its time: it is answered, and holds its slot until its code ends.</param>
internal sealed record RunningJob(
    string Id, string Plugin, string Worker, string Subcommand, string? CorrelationId, IReadOnlyList<string> Hosts, DateTimeOffset ReceivedAt, bool IsStuck);
