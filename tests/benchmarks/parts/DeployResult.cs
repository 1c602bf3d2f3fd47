namespace ReWorkerHost.Benchmarks;

/// <summary>What <see cref="DeployWorker"/> answers.</summary>
/// <param name="Package">What was deployed.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record DeployResult(string Package, int Attempts);
