using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>Works on files of the step's hosts, in folders that are allowed.</summary>
[Worker("fileops", Description = "Works on files in folders that are allowed.")]
public sealed class FileopsWorker(FileopsOptions options, HostSequence sequence) : Worker
{
    private Plan? plan;
    private IReadOnlyList<Target> targets = [];

    /// <inheritdoc/>
    public override void Validate(StepContext step, object? parameters)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (parameters is not PathParameters paths) return;
        var made = Planner.Create(options, paths);
        targets = sequence.Targets(step);
        plan = made;
    }

    /// <summary>Gives files another owner.</summary>
    [Subcommand(Description = "Gives files another owner and group.")]
    public Task<HostsReport> ChangeOwnership(ChangeOwnershipParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync(step, cancellationToken);

    /// <summary>Gives files another mode.</summary>
    [Subcommand(Description = "Gives files another mode.")]
    public Task<HostsReport> ChangePermissions(ChangePermissionsParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync(step, cancellationToken);

    /// <summary>Looks for lines in files.</summary>
    [Subcommand(Description = "Finds the lines of files that match a regular expression.")]
    public Task<HostsReport> FindInFiles(FindInFilesParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync(step, cancellationToken);

    /// <summary>Moves files, or gives one another name.</summary>
    [Subcommand(Description = "Moves files to a folder, or gives one another name.")]
    public Task<HostsReport> Move(MoveParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync(step, cancellationToken);

    /// <summary>Removes files.</summary>
    [Subcommand(Description = "Removes files.")]
    public Task<HostsReport> Remove(RemoveParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync(step, cancellationToken);

    /// <summary>Makes empty files, and gives those that are there the present time.</summary>
    [Subcommand(Description = "Makes empty files; those that are there get the present time.")]
    public Task<HostsReport> Touch(PathParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync(step, cancellationToken);

    /// <summary>Puts files into an archive.</summary>
    [Subcommand(Description = "Puts files into an archive.")]
    public Task<HostsReport> Tar(TarParameters parameters, StepContext step, CancellationToken cancellationToken) => RunAsync(step, cancellationToken);

    private Task<HostsReport> RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        if (plan is not { } checkedPlan) throw new InvalidOperationException($"{nameof(Validate)} must be called first: it decides whether the files may be touched.");
        return sequence.RunAsync(targets, checkedPlan.CreateScript, result => ReportReader.Read(checkedPlan, result), step, cancellationToken);
    }
}
