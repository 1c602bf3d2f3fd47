using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Cli;

/// <summary>A playbook that is looked at: what is wrong with the file, and its steps.</summary>
/// <param name="path">The file, as it was named.</param>
internal sealed class CheckedPlaybook(string path)
{
    private readonly List<CheckFinding> own = [];

    /// <summary>The file, as it was named.</summary>
    public string Path => path;

    /// <summary>The file could not be read.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>Those of its steps that could be read.</summary>
    public IReadOnlyList<StepCheck> Steps { get; private set; } = [];

    /// <summary>All that was found, in the order of the lines.</summary>
    public IReadOnlyList<CheckFinding> Findings => [.. own.Concat(Steps.SelectMany(step => step.Findings)).OrderBy(finding => finding.Line ?? 0)];

    /// <summary>Reads a playbook, as much of it as can be.</summary>
    public static async Task<CheckedPlaybook> ReadAsync(string path, IReadOnlyDictionary<string, string> dynamic, CancellationToken cancellationToken)
    {
        var playbook = new CheckedPlaybook(path);
        var problems = new PlaybookProblems();
        IReadOnlyList<PlaybookProblem> found = problems.Found;
        try
        {
            var good = await PlaybookFile.ReadGoodAsync(path, problems, cancellationToken).ConfigureAwait(false);
            playbook.Steps = [.. from sequence in good.Execution from step in sequence.Steps select new StepCheck(step, good.Group, sequence.Hosts, dynamic)];
        }
        catch (PlaybookException exception)
        {
            playbook.IsUnreadable = exception.IsUnreadable;
            found = exception.Problems;
        }

        playbook.own.AddRange(found.Select(problem => new CheckFinding(problem.Line, (problem with { Line = null }).ToString())));
        return playbook;
    }
}
