using ReWorkerHost.Cli;

namespace ReWorkerHost.Tests.Cli;

public sealed class RoutingKeyTests
{
    [Theory]
    [InlineData("worker.a", "worker.a", true)]
    [InlineData("worker.a", "worker.A", false)]
    [InlineData("worker.a", "worker.a.b", false)]
    [InlineData("worker.*", "worker.a", true)]
    [InlineData("worker.*", "worker.a.b", false)]
    [InlineData("worker.*", "worker", false)]
    [InlineData("worker.#", "worker.a.b", true)]
    [InlineData("worker.#", "worker", true)]
    [InlineData("#.b", "worker.a.b", true)]
    [InlineData("#", "worker.a", true)]
    public void A_binding_matches_as_a_topic_exchange_has_it(string binding, string key, bool matches) => Assert.Equal(matches, RoutingKey.Matches(binding, key));
}
