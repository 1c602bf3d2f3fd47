namespace ReWorkerHost.Tests.Fixtures;

/// <summary>
/// The tests of operating hosts, with a broker of their own: they run beside those of <see cref="RabbitMqNodeGroup"/>, for both mostly wait.
/// </summary>
[CollectionDefinition(Name)]
public sealed class SecondNodeGroup : ICollectionFixture<RabbitMqNode>
{
    /// <summary>What a test class names in its <c>[Collection]</c>.</summary>
    public const string Name = "RabbitMQ, operating";
}
