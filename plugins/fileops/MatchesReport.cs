using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>What was found on one host.</summary>
/// <param name="Matches">The lines that match, at most 200.</param>
/// <param name="Truncated">Whether there were more of them, or some were too long to be told whole.</param>
public sealed record MatchesReport(IReadOnlyList<Match> Matches, bool Truncated) : HostReport;
