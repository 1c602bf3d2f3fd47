using ReWorkerHost.Journal;
using ReWorkerHost.Management;

namespace ReWorkerHost.Fleet;

/// <summary>Watches and steers hosts: all, or those that are named.</summary>
/// <param name="client">Asks them.</param>
/// <param name="hosts">The hosts by name or id; none for all.</param>
/// <param name="wait">How long to wait for hosts to show themselves.</param>
internal sealed class FleetOperator(FleetClient client, IReadOnlyList<string> hosts, TimeSpan wait)
{
    /// <summary>How the hosts are.</summary>
    /// <exception cref="FleetException">A host that is named does not answer, or none does.</exception>
    public Task<IReadOnlyList<FleetReply>> StatusAsync(CancellationToken cancellationToken) => AskAsync(client.Request(FleetQuestion.Status, Named), cancellationToken);

    /// <summary>The hosts' jobs: those that fit a filter, or with none those that run.</summary>
    /// <exception cref="FleetException">A host that is named does not answer, or none does.</exception>
    public Task<IReadOnlyList<FleetReply>> JobsAsync(JobFilter? filter, CancellationToken cancellationToken) =>
        AskAsync(client.Request(FleetQuestion.Jobs, Named) with { Jobs = filter }, cancellationToken);

    /// <summary>Gives an order to the hosts: to all at once, or to one after another until one fails, as the order has it.</summary>
    /// <exception cref="FleetException">A host that is named does not answer, or none does; nothing was ordered.</exception>
    public async Task<IReadOnlyList<ControlAnswer>> OrderAsync(ControlRequest order, CancellationToken cancellationToken) =>
        await client.OrderAsync(await WhoAsync(cancellationToken).ConfigureAwait(false), order, hasFailed: false, cancellationToken).ConfigureAwait(false);

    private IReadOnlyList<string>? Named => hosts.Count == 0 ? null : hosts;

    private Task<IReadOnlyList<FleetReply>> WhoAsync(CancellationToken cancellationToken) => AskAsync(client.Request(FleetQuestion.Who, Named), cancellationToken);

    private async Task<IReadOnlyList<FleetReply>> AskAsync(FleetRequest request, CancellationToken cancellationToken)
    {
        var replies = await client.AskAsync(request, wait, expected: null, cancellationToken).ConfigureAwait(false);
        var missing = hosts.Where(name => !replies.Any(reply => reply.IsCalled(name))).ToList();
        if (missing.Count > 0) throw new FleetException($"no answer from {string.Join(", ", missing)} within {wait.TotalSeconds} s: \"reworkerhost status\" shows who is there; --wait waits longer");
        return replies.Count > 0 ? replies : throw new FleetException($"no host answers within {wait.TotalSeconds} s: is one running at this broker, with the same RabbitMQ:Exchange and Fleet:Exchange? --wait waits longer");
    }
}
