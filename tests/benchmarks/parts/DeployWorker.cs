using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Benchmarks;

/// <summary>A worker with a subcommand that does nothing.</summary>
[Worker("deploy")]
public sealed class DeployWorker : Worker
{
    private static readonly Task<DeployResult> Done = Task.FromResult(new DeployResult("megafrobber", 1));

    /// <summary>Does nothing, and has a result.</summary>
    [Subcommand]
    public Task<DeployResult> Deploy(DeployParameters parameters, CancellationToken cancellationToken) => Done;
}
