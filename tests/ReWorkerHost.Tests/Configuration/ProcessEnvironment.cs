namespace ReWorkerHost.Tests.Configuration;

/// <summary>Tests that change the process's own environment run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessEnvironment
{
    /// <summary>The collection's name.</summary>
    public const string Name = "process environment";
}
