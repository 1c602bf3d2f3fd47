namespace ReWorkerHost.Tests.Binding;

/// <summary>An enum with names of one and of two words.</summary>
public enum Kind
{
    Plain,
    DryRun,
}
