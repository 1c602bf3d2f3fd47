using ReWorkerHost.Journal;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Management;

/// <summary>
/// The hosts that can be seen and steered from here. Where <c>hosts</c> are given, by name or by id, those are meant, else all;
/// a host that is not there is left out of what comes back.
/// </summary>
internal interface IFleet
{
    /// <summary>The hosts as they are now.</summary>
    Task<IReadOnlyList<HostStatus>> StatusAsync(IReadOnlyCollection<string> hosts, CancellationToken cancellationToken);

    /// <summary>The jobs that the hosts remember and that fit, the oldest first.</summary>
    /// <exception cref="InvalidDataException">A journal can't be read.</exception>
    Task<IReadOnlyList<JobDetails>> JobsAsync(JobFilter filter, IReadOnlyCollection<string> hosts, CancellationToken cancellationToken);

    /// <summary>What the step of a job has said, the last 500 lines; <see langword="null"/> where no host has kept it.</summary>
    Task<IReadOnlyList<JobOutputLine>?> OutputAsync(string job, IReadOnlyCollection<string> hosts, CancellationToken cancellationToken);

    /// <summary>Gives an order to hosts, each of which carries it out for itself.</summary>
    /// <returns>What became of it, by host.</returns>
    Task<IReadOnlyList<ControlAnswer>> OrderAsync(ControlRequest request, IReadOnlyCollection<string> hosts, Caller caller, CancellationToken cancellationToken);
}
