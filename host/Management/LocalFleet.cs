using ReWorkerHost.Journal;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Management;

/// <summary>This host alone.</summary>
internal sealed class LocalFleet(HostOverview overview, HostControl control, HostIdentity identity) : IFleet
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<HostStatus>> StatusAsync(IReadOnlyCollection<string> hosts, CancellationToken cancellationToken) =>
        IsMeant(hosts) ? [await overview.LookAsync(cancellationToken).ConfigureAwait(false)] : [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobDetails>> JobsAsync(JobFilter filter, IReadOnlyCollection<string> hosts, CancellationToken cancellationToken) =>
        Task.FromResult(IsMeant(hosts) ? overview.Jobs(filter) : []);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobOutputLine>?> OutputAsync(string job, IReadOnlyCollection<string> hosts, CancellationToken cancellationToken) =>
        Task.FromResult(IsMeant(hosts) ? overview.OutputOf(job) : null);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ControlAnswer>> OrderAsync(ControlRequest request, IReadOnlyCollection<string> hosts, Caller caller, CancellationToken cancellationToken) =>
        IsMeant(hosts) ? [await control.OrderAsync(request, caller, cancellationToken).ConfigureAwait(false)] : [];

    private bool IsMeant(IReadOnlyCollection<string> hosts) =>
        hosts.Count == 0 || hosts.Any(identity.IsCalled);
}
