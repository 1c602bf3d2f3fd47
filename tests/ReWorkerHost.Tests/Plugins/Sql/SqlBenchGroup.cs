namespace ReWorkerHost.Tests.Plugins.Sql;

/// <summary>The tests that use the databases; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SqlBenchGroup : ICollectionFixture<SqlBench>
{
    /// <summary>What a test class names in its <c>[Collection]</c>.</summary>
    public const string Name = "databases";
}
