namespace ReWorkerHost.Plugins.Git;

/// <summary>What was picked; the reply's <c>data</c>.</summary>
/// <param name="CherryPick">The commits, as they were named.</param>
/// <param name="Commit">The id of the commit that the branch is at now.</param>
/// <param name="Branch">The branch.</param>
public sealed record CherryPickReport(IReadOnlyList<string> CherryPick, string Commit, string Branch);
