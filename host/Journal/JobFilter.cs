namespace ReWorkerHost.Journal;

/// <summary>Which jobs of the history are asked for; what is <see langword="null"/> fits all.</summary>
/// <param name="CorrelationId">Those of this release.</param>
/// <param name="Worker">Those of this worker, whatever its case.</param>
/// <param name="State">Those in this state.</param>
/// <param name="Last">The last so many of them.</param>
/// <param name="Id">The one of this id.</param>
internal sealed record JobFilter(string? CorrelationId, string? Worker, JobState? State, int Last, string? Id = null);
