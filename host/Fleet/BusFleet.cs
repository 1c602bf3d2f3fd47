using ReWorkerHost.Configuration;
using ReWorkerHost.Journal;
using ReWorkerHost.Management;
using ReWorkerHost.Messaging;
using ReWorkerHost.Peers;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Fleet;

/// <summary>
/// This host, and over the bus the others at its broker. A host that does not answer in time is left out of what is shown; the others take
/// orders only where they have this host's secret.
/// </summary>
internal sealed class BusFleet(LocalFleet local, LiveFleetSettings settings, BrokerLink broker, IPeers peers, HostIdentity identity, TimeProvider time) : IFleet
{
    private static readonly TimeSpan ForViews = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HostStatus>> StatusAsync(IReadOnlyCollection<string> hosts, CancellationToken cancellationToken)
    {
        var others = AskAsync(hosts, client => client.Request(FleetQuestion.Status), cancellationToken);
        var own = await local.StatusAsync(hosts, cancellationToken).ConfigureAwait(false);
        return [.. own.Concat((await others.ConfigureAwait(false)).Select(reply => reply.Status).OfType<HostStatus>()).OrderBy(host => host.Host, StringComparer.OrdinalIgnoreCase).ThenBy(host => host.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobDetails>> JobsAsync(JobFilter filter, IReadOnlyCollection<string> hosts, CancellationToken cancellationToken)
    {
        var others = AskAsync(hosts, client => client.Request(FleetQuestion.Jobs) with { Jobs = filter }, cancellationToken);
        var own = await local.JobsAsync(filter, hosts, cancellationToken).ConfigureAwait(false);
        return [.. own.Concat((await others.ConfigureAwait(false)).SelectMany(reply => reply.Jobs ?? [])).OrderBy(job => job.ReceivedAt)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobOutputLine>?> OutputAsync(string job, IReadOnlyCollection<string> hosts, CancellationToken cancellationToken)
    {
        if (await local.OutputAsync(job, hosts, cancellationToken).ConfigureAwait(false) is { } own) return own;
        var others = await AskAsync(hosts, client => client.Request(FleetQuestion.Output) with { Job = job }, cancellationToken).ConfigureAwait(false);
        return others.Select(reply => reply.Output).FirstOrDefault(output => output is not null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ControlAnswer>> OrderAsync(ControlRequest request, IReadOnlyCollection<string> hosts, Caller caller, CancellationToken cancellationToken)
    {
        if (!broker.Consuming.IsOpen || peers.Others.Count == 0) return await local.OrderAsync(request, hosts, caller, cancellationToken).ConfigureAwait(false);
        var client = await OpenAsync(caller.Name, cancellationToken).ConfigureAwait(false);
        await using var closing = client.ConfigureAwait(false);
        var others = await OthersAsync(client, hosts, cancellationToken).ConfigureAwait(false);
        if (request.IsOneByOne)
        {
            var first = await local.OrderAsync(request, hosts, caller, cancellationToken).ConfigureAwait(false);
            return [.. first, .. await client.OrderAsync(others, request, first.Any(answer => answer.IsFailure), cancellationToken).ConfigureAwait(false)];
        }

        var orders = client.OrderAsync(others, request, hasFailed: false, cancellationToken);
        var own = await local.OrderAsync(request, hosts, caller, cancellationToken).ConfigureAwait(false);
        return [.. own, .. await orders.ConfigureAwait(false)];
    }

    private async Task<FleetClient> OpenAsync(string caller, CancellationToken cancellationToken) =>
        await FleetClient.OpenAsync(await broker.Consuming.GetAsync(cancellationToken).ConfigureAwait(false), settings.Current, caller, time, cancellationToken).ConfigureAwait(false);

    /// <summary>The other hosts that are meant and answer.</summary>
    private async Task<IReadOnlyList<FleetReply>> OthersAsync(FleetClient client, IReadOnlyCollection<string> hosts, CancellationToken cancellationToken)
    {
        var known = peers.Others;
        var replies = await client.AskAsync(client.Request(FleetQuestion.Who, [.. known]), ForViews, known, cancellationToken).ConfigureAwait(false);
        return [.. replies.Where(reply => reply.HostId != identity.Id && (hosts.Count == 0 || hosts.Any(reply.IsCalled)))];
    }

    private async Task<IReadOnlyList<FleetReply>> AskAsync(IReadOnlyCollection<string> hosts, Func<FleetClient, FleetRequest> ask, CancellationToken cancellationToken)
    {
        var known = peers.Others;
        if (known.Count == 0 || !broker.Consuming.IsOpen) return [];
        try
        {
            var client = await OpenAsync(identity.Name, cancellationToken).ConfigureAwait(false);
            await using var closing = client.ConfigureAwait(false);
            var replies = await client.AskAsync(ask(client) with { Hosts = [.. known] }, ForViews, known, cancellationToken).ConfigureAwait(false);
            return [.. replies.Where(reply => hosts.Count == 0 || hosts.Any(reply.IsCalled))];
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, cancellationToken))
        {
            return []; // the broker was lost meanwhile: what is here is shown, with that among its problems
        }
    }
}
