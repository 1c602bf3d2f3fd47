namespace ReWorkerHost.Plugins.Git;

/// <summary>What was merged; the reply's <c>data</c>.</summary>
/// <param name="Commit">The id of the commit that the branch is at now.</param>
/// <param name="FromBranch">The branch that was merged.</param>
/// <param name="ToBranch">The branch that it was merged into.</param>
public sealed record MergeReport(string Commit, string FromBranch, string ToBranch);
