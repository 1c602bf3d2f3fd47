namespace ReWorkerHost.Tests.Fixtures;

/// <summary>The tests that use the one SSH server; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SshServerGroup : ICollectionFixture<SshServer>
{
    /// <summary>What a test class names in its <c>[Collection]</c>.</summary>
    public const string Name = "SSH";
}
