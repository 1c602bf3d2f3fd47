using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Git;

/// <summary>
/// Merges branches of repositories that its settings allow, and pushes the result. Each step has a clone of its own, which is gone with it.
/// </summary>
[Worker("git", Description = "Merges branches of git repositories that are allowed, and pushes them.")]
public sealed class GitWorker(GitOptions options, SessionLauncher launcher, Workspaces workspaces) : Worker
{
    private RepositoryAddress? repository;

    /// <inheritdoc/>
    public override void Validate(StepContext step, object? parameters) => repository = parameters switch
    {
        MergeParameters merge => StepRequirements.Check(options, merge),
        CherryPickMergeParameters pick => StepRequirements.Check(options, pick),
        _ => null,
    };

    /// <summary>Merges one branch into another and pushes that.</summary>
    /// <exception cref="StepFailedException">It could not be done, and nothing was pushed.</exception>
    [Subcommand(Description = "Merges one branch into another, and pushes it.")]
    public async Task<MergeReport> Merge(MergeParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(step);
        using var workspace = Open(step);
        var tree = await CloneAsync(workspace, step, cancellationToken).ConfigureAwait(false);
        var (from, to) = (parameters.FromBranch, parameters.ToBranch);
        await tree.BranchAsync(from, cancellationToken).ConfigureAwait(false);
        var before = await tree.BranchAsync(to, cancellationToken).ConfigureAwait(false);
        await tree.CheckoutAsync(to, before, cancellationToken).ConfigureAwait(false);
        await tree.MergeAsync(from, to, cancellationToken).ConfigureAwait(false);
        var after = await tree.HeadAsync(cancellationToken).ConfigureAwait(false);
        if (after == before)
        {
            await step.Output.InfoAsync($"There is nothing to merge: {to} has all of {from}", cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await tree.PushAsync(to, cancellationToken).ConfigureAwait(false);
            await step.Output.InfoAsync($"Merged {from} into {to} and pushed it: {after}", cancellationToken).ConfigureAwait(false);
        }

        return new MergeReport(after, from, to);
    }

    /// <summary>Picks commits, merges them into a branch as one commit, has scripts run, and pushes.</summary>
    /// <exception cref="StepFailedException">It could not be done, and nothing was pushed.</exception>
    [Subcommand(Description = "Picks commits into a branch as one commit, and pushes it.")]
    public async Task<CherryPickReport> CherryPickMerge(CherryPickMergeParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(step);
        using var workspace = Open(step);
        var tree = await CloneAsync(workspace, step, cancellationToken).ConfigureAwait(false);
        var to = parameters.ToBranch;
        var before = await tree.BranchAsync(to, cancellationToken).ConfigureAwait(false);
        await PickAsync(tree, before, parameters, step, cancellationToken).ConfigureAwait(false);
        await tree.CheckoutAsync(to, before, cancellationToken).ConfigureAwait(false);
        var message = $"Squash-merge of {string.Join(", ", parameters.Commits)} by release {CleanId(step.CorrelationId)}";
        if (!await tree.SquashAsync(parameters.TempBranch, message, cancellationToken).ConfigureAwait(false))
        {
            await step.Output.InfoAsync($"There is nothing to merge: {to} has all of it", cancellationToken).ConfigureAwait(false);
            return new CherryPickReport(parameters.Commits, before, to);
        }

        var git = Program(workspace, step);
        foreach (var script in parameters.RunScripts)
        {
            await step.Output.InfoAsync($"Running the script {script}", cancellationToken).ConfigureAwait(false);
            await git.ScriptAsync(script, cancellationToken).ConfigureAwait(false);
        }

        var after = await tree.LocalAsync(to, cancellationToken).ConfigureAwait(false);
        await tree.PushAsync(to, cancellationToken).ConfigureAwait(false);
        await step.Output.InfoAsync($"Merged into {to} and pushed it: {after}", cancellationToken).ConfigureAwait(false);
        return new CherryPickReport(parameters.Commits, after, to);
    }

    private static async Task PickAsync(WorkTree tree, string before, CherryPickMergeParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        var found = new List<(string Name, string Commit)>();
        foreach (var name in parameters.Commits) found.Add((name, await tree.CommitAsync(name, cancellationToken).ConfigureAwait(false)));
        await tree.CheckoutAsync(parameters.TempBranch, before, cancellationToken).ConfigureAwait(false);
        foreach (var (name, commit) in found)
        {
            var changed = await tree.PickAsync(name, commit, cancellationToken).ConfigureAwait(false);
            await step.Output.InfoAsync(changed ? $"Picked {name}" : $"{name} changes nothing: it is there already", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The id comes from others.</summary>
    private static string CleanId(string? id) => id is null ? "without an id" : new string([.. id.Where(character => !char.IsControl(character)).Take(100)]);

    private GitProgram Program(Workspace workspace, StepContext step) => new(
        options, launcher, workspace, step, repository ?? throw new InvalidOperationException($"{nameof(Validate)} must be called first: it decides whether the repository may be used."));

    private Workspace Open(StepContext step)
    {
        try
        {
            return workspaces.Create(step.Logger);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StepFailedException($"there can be no workspace: {exception.Message} ({GitOptions.Path}.workspace_dir)", exception);
        }
    }

    private async Task<WorkTree> CloneAsync(Workspace workspace, StepContext step, CancellationToken cancellationToken)
    {
        var tree = new WorkTree(Program(workspace, step), workspace, repository!);
        await step.Output.InfoAsync($"Cloning {repository!.Url}", cancellationToken).ConfigureAwait(false);
        await tree.CloneAsync(cancellationToken).ConfigureAwait(false);
        return tree;
    }
}
