using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Git;

/// <summary>Holds a step's parameters against the rules and the settings.</summary>
internal static class StepRequirements
{
    /// <summary>Checks what is to be merged.</summary>
    /// <returns>The repository.</returns>
    /// <exception cref="StepFailedException">Something can't be used; the text says all of it.</exception>
    public static RepositoryAddress Check(GitOptions options, MergeParameters parameters)
    {
        var problems = new List<string>();
        AddBranch(problems, "to_branch", parameters.ToBranch);
        AddBranch(problems, "from_branch", parameters.FromBranch);
        return Conclude(options, parameters.Repo, problems);
    }

    /// <summary>Checks what is to be picked.</summary>
    /// <returns>The repository.</returns>
    /// <exception cref="StepFailedException">Something can't be used; the text says all of it.</exception>
    public static RepositoryAddress Check(GitOptions options, CherryPickMergeParameters parameters)
    {
        var problems = new List<string>();
        AddBranch(problems, "to_branch", parameters.ToBranch);
        AddBranch(problems, "temp_branch", parameters.TempBranch);
        if (parameters.TempBranch == parameters.ToBranch) problems.Add("temp_branch: it is to_branch, expected another");
        if (parameters.Commits.Count == 0) problems.Add("commits: there is none");
        for (var index = 0; index < parameters.Commits.Count; index++)
        {
            if (RefName.CommitProblem(parameters.Commits[index]) is { } problem) problems.Add($"commits[{index}]: {problem}");
        }

        for (var index = 0; index < parameters.RunScripts.Count; index++)
        {
            if (!options.Scripts.ContainsKey(parameters.RunScripts[index])) problems.Add($"run_scripts[{index}]: there is no script of this name in {GitOptions.Path}.scripts");
        }

        return Conclude(options, parameters.Repo, problems);
    }

    private static void AddBranch(List<string> problems, string key, string name)
    {
        if (RefName.BranchProblem(name) is { } problem) problems.Add($"{key}: {problem}");
    }

    private static RepositoryAddress Conclude(GitOptions options, string repo, List<string> problems)
    {
        const string Key = $"{GitOptions.Path}.repos";
        var repository = RepositoryAddress.Parse(repo, out var problem);
        if (repository is null) problems.Insert(0, $"repo: {problem}");
        else if (options.Repositories.Count == 0) problems.Insert(0, $"repo: no repository may be used: name those that may in {Key}");
        else if (!options.Repositories.Any(pattern => pattern.Matches(repository))) problems.Insert(0, $"repo: {repository.Url} may not be used: name it in {Key} to allow it");
        return problems.Count == 0 ? repository! : throw new StepFailedException($"invalid parameters: {string.Join("; ", problems)}");
    }
}
