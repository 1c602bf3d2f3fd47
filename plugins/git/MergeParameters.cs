using System.ComponentModel;

namespace ReWorkerHost.Plugins.Git;

/// <summary>The parameters of <see cref="GitWorker.Merge"/>. Their names are those of the Release Engine.</summary>
public sealed record MergeParameters
{
    /// <summary>The repository, one that the settings allow.</summary>
    [Description("The repository's address.")]
    public required string Repo { get; init; }

    /// <summary>The branch to merge into.</summary>
    [Description("The branch to merge into.")]
    public required string ToBranch { get; init; }

    /// <summary>The branch to merge.</summary>
    [Description("The branch to merge.")]
    public required string FromBranch { get; init; }
}
