using System.ComponentModel;

namespace ReWorkerHost.Plugins.Git;

/// <summary>The parameters of <see cref="GitWorker.CherryPickMerge"/>. Their names are those of the Release Engine.</summary>
public sealed record CherryPickMergeParameters
{
    /// <summary>The repository, one that the settings allow.</summary>
    [Description("The repository's address.")]
    public required string Repo { get; init; }

    /// <summary>The branch that gets the commits.</summary>
    [Description("The branch that gets the commits.")]
    public required string ToBranch { get; init; }

    /// <summary>The branch on which they are picked. It is never pushed.</summary>
    [Description("The branch on which they are picked; it is not pushed.")]
    public string TempBranch { get; init; } = "mergebranch";

    /// <summary>The commits, in the order in which they are picked.</summary>
    [Description("The commits, in the order in which they are picked.")]
    public required IReadOnlyList<string> Commits { get; init; }

    /// <summary>Names of scripts of the settings, run in the work tree before it is pushed.</summary>
    [Description("Names of scripts of the settings, run before the push.")]
    public IReadOnlyList<string> RunScripts { get; init; } = [];
}
