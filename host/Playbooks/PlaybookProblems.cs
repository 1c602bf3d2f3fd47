namespace ReWorkerHost.Playbooks;

/// <summary>Collects what is wrong with a playbook, so that all of it is said at once.</summary>
internal sealed class PlaybookProblems
{
    private readonly List<PlaybookProblem> found = [];

    /// <summary>What was noted.</summary>
    public IReadOnlyList<PlaybookProblem> Found => found;

    /// <summary>Notes a problem; the reading goes on.</summary>
    public void Add(string path, int? line, string text) => found.Add(new PlaybookProblem(path, line, text));

    /// <summary>Notes a problem after which nothing more can be read, and makes the exception to throw.</summary>
    public PlaybookException Fatal(string path, int? line, string text)
    {
        Add(path, line, text);
        return Exception();
    }

    /// <summary>Throws what was noted, if anything was.</summary>
    /// <exception cref="PlaybookException">Something was noted.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0) throw Exception();
    }

    private PlaybookException Exception() => new([.. found.OrderBy(problem => problem.Line ?? 0)]);
}
