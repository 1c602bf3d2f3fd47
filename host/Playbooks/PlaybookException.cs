namespace ReWorkerHost.Playbooks;

/// <summary>A playbook can't be run; every reason is given.</summary>
/// <param name="problems">The reasons, in the order of their lines.</param>
internal sealed class PlaybookException(IReadOnlyList<PlaybookProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>The reasons, in the order of their lines.</summary>
    public IReadOnlyList<PlaybookProblem> Problems { get; } = problems;

    /// <summary>The file itself could not be read.</summary>
    public bool IsUnreadable { get; init; }
}
