namespace ReWorkerHost.Tests.Fixtures;

/// <summary>The tests that use the one broker; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class RabbitMqNodeGroup : ICollectionFixture<RabbitMqNode>
{
    /// <summary>What a test class names in its <c>[Collection]</c>.</summary>
    public const string Name = "RabbitMQ";
}
