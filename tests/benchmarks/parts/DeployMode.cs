namespace ReWorkerHost.Benchmarks;

/// <summary>One of the values that a parameter may have.</summary>
public enum DeployMode
{
    /// <summary>All hosts at a time.</summary>
    All,

    /// <summary>One host after another.</summary>
    Rolling,
}
