using ReWorkerHost.Configuration;

namespace ReWorkerHost.Playbooks;

/// <summary>A playbook with its dynamic values: the steps to send, in their order.</summary>
/// <param name="Group">Who owns the playbook.</param>
/// <param name="Name">What it does.</param>
/// <param name="Steps">The steps.</param>
internal sealed record Release(string Group, string Name, IReadOnlyList<ReleaseStep> Steps)
{
    /// <summary>Prepares a release.</summary>
    /// <param name="playbook">What to do.</param>
    /// <param name="name">What to call it where the playbook doesn't say.</param>
    /// <param name="dynamic">The dynamic values.</param>
    /// <exception cref="PlaybookException">A step needs a dynamic value that is not given.</exception>
    public static Release Prepare(Playbook playbook, string name, IReadOnlyDictionary<string, string> dynamic)
    {
        var problems = new PlaybookProblems();
        var steps = new List<ReleaseStep>();
        foreach (var sequence in playbook.Execution)
        {
            foreach (var step in sequence.Steps)
            {
                foreach (var missing in step.Dynamic.Where(needed => !dynamic.ContainsKey(needed)))
                {
                    var meant = NearestName.Of(missing, dynamic.Keys) is { } given ? $" ('{given}' is given; is it meant for this?)" : "";
                    problems.Add(step.Path, step.Line, $"the dynamic value '{missing}' is not given; add --dynamic {missing}=VALUE{meant}");
                }

                steps.Add(new ReleaseStep(steps.Count + 1, step.Name, sequence.Description, JobBody.Write(playbook.Group, sequence.Hosts, step, dynamic)));
            }
        }

        problems.ThrowIfAny();
        return new Release(playbook.Group, playbook.Name ?? name, steps);
    }
}
