using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Git;

/// <summary>A clone in a workspace, and what is done in it.</summary>
internal sealed class WorkTree(GitProgram git, Workspace workspace, RepositoryAddress repository)
{
    /// <summary>Clones the repository: all its branches, and none of its submodules.</summary>
    public Task CloneAsync(CancellationToken cancellationToken) => git.RequireAsync(
        $"{repository.Url} can't be cloned",
        ["clone", "--progress", "--no-local", "--no-checkout", "--no-recurse-submodules", "--origin", "origin", "--", repository.Url, workspace.Tree],
        cancellationToken,
        goesOut: true);

    /// <summary>The id of a branch of the repository as it was cloned.</summary>
    /// <exception cref="StepFailedException">There is no such branch.</exception>
    public async Task<string> BranchAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync($"refs/remotes/origin/{name}", cancellationToken).ConfigureAwait(false)
        ?? throw new StepFailedException($"{repository.Url} has no branch {name}");

    /// <summary>The id of a commit by its id, or by the name of a branch or a tag.</summary>
    /// <exception cref="StepFailedException">There is no such commit.</exception>
    public async Task<string> CommitAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync($"refs/remotes/origin/{name}", cancellationToken).ConfigureAwait(false)
        ?? await FindAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new StepFailedException($"{repository.Url} has no commit {name} in any of its branches and tags");

    /// <summary>The id of what the work tree is at.</summary>
    public Task<string> HeadAsync(CancellationToken cancellationToken) => LocalAsync("HEAD", cancellationToken);

    /// <summary>The id of a local branch.</summary>
    public Task<string> LocalAsync(string name, CancellationToken cancellationToken) =>
        git.RequireAsync($"{name} can't be read", ["rev-parse", "--verify", "--quiet", name == "HEAD" ? name : $"refs/heads/{name}"], cancellationToken);

    /// <summary>Makes a local branch at a commit and goes to it.</summary>
    public Task CheckoutAsync(string branch, string commit, CancellationToken cancellationToken) =>
        git.RequireAsync($"{branch} can't be checked out", ["checkout", "--quiet", "--no-track", "-B", branch, commit, "--"], cancellationToken);

    /// <summary>Merges a branch of the repository into the current one.</summary>
    /// <exception cref="StepFailedException">They can't be merged; files in conflict are named.</exception>
    public async Task MergeAsync(string from, string into, CancellationToken cancellationToken)
    {
        var merge = await git.RunAsync(["merge", "--no-edit", $"refs/remotes/origin/{from}"], cancellationToken).ConfigureAwait(false);
        if (merge.ExitCode != 0) throw await ConflictAsync($"{from} can't be merged into {into}", merge, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Picks a commit onto the current branch.</summary>
    /// <returns>Whether it changed anything there.</returns>
    /// <exception cref="StepFailedException">It can't be picked; files in conflict are named.</exception>
    public async Task<bool> PickAsync(string name, string commit, CancellationToken cancellationToken)
    {
        var pick = await git.RunAsync(["cherry-pick", commit], cancellationToken).ConfigureAwait(false);
        if (pick.ExitCode == 0) return true;
        var isEmpty = await FindAsync("CHERRY_PICK_HEAD", cancellationToken).ConfigureAwait(false) is not null && await IsUnchangedAsync(cancellationToken).ConfigureAwait(false);
        if (!isEmpty) throw await ConflictAsync($"{name} can't be picked", pick, cancellationToken).ConfigureAwait(false);
        await git.RequireAsync($"{name} can't be passed over", ["cherry-pick", "--skip"], cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>Merges a local branch into the current one as one commit.</summary>
    /// <returns>Whether there was anything to commit.</returns>
    public async Task<bool> SquashAsync(string from, string message, CancellationToken cancellationToken)
    {
        await git.RequireAsync($"{from} can't be merged", ["merge", "--squash", $"refs/heads/{from}"], cancellationToken).ConfigureAwait(false);
        if (await IsUnchangedAsync(cancellationToken).ConfigureAwait(false)) return false;
        await git.RequireAsync("the merge can't be committed", ["commit", "--quiet", "--no-verify", $"--message={message}"], cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Pushes a local branch to the repository, and never by force.</summary>
    /// <exception cref="StepFailedException">The repository does not take it.</exception>
    public async Task PushAsync(string branch, CancellationToken cancellationToken)
    {
        var push = await git.RunAsync(["push", "--porcelain", "--progress", "origin", $"refs/heads/{branch}:refs/heads/{branch}"], cancellationToken, goesOut: true).ConfigureAwait(false);
        if (push.ExitCode == 0) return;
        var refusal = push.Output.Split('\n').FirstOrDefault(line => line.StartsWith("!\t", StringComparison.Ordinal));
        if (refusal?.Contains("\t[rejected]", StringComparison.Ordinal) == true)
        {
            throw new StepFailedException($"{branch} can't be pushed to {repository.Url}: somebody else has pushed to it meanwhile: run the step again, which begins with what is there then");
        }

        var reason = refusal?.Split('\t')[^1];
        throw git.Failure($"{branch} can't be pushed to {repository.Url}{(reason is null ? "" : $": {reason}")}", push);
    }

    private async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var found = await git.RunAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}"], cancellationToken).ConfigureAwait(false);
        return found.ExitCode == 0 ? found.Output.Trim() : null;
    }

    private async Task<bool> IsUnchangedAsync(CancellationToken cancellationToken) =>
        (await git.RunAsync(["diff", "--cached", "--quiet", "HEAD"], cancellationToken).ConfigureAwait(false)).ExitCode == 0;

    private async Task<StepFailedException> ConflictAsync(string what, ProgramResult result, CancellationToken cancellationToken)
    {
        var names = await git.RunAsync(["diff", "--name-only", "--diff-filter=U", "-z"], cancellationToken).ConfigureAwait(false);
        var files = names.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        if (files.Length == 0) return git.Failure(what, result);
        var more = files.Length > 20 ? $" and {files.Length - 20} more" : "";
        return new StepFailedException($"{what}: conflicts in {string.Join(", ", files.Take(20))}{more}: merge them by hand");
    }
}
