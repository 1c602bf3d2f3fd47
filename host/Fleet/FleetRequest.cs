using ReWorkerHost.Journal;
using ReWorkerHost.Management;

namespace ReWorkerHost.Fleet;

/// <summary>What is asked of hosts, as JSON.</summary>
/// <param name="Id">The request's id; a host takes an order of one id once.</param>
/// <param name="Question">What is asked.</param>
/// <param name="At">When it was asked.</param>
/// <param name="Caller">Who asks, in the asker's words.</param>
/// <param name="Hosts">The hosts that are asked, by name or id; <see langword="null"/> for all.</param>
/// <param name="Order">For an order: what to do.</param>
/// <param name="Jobs">For jobs: which.</param>
/// <param name="Job">For output: the job's id.</param>
internal sealed record FleetRequest(
    string Id, FleetQuestion Question, DateTimeOffset At, string Caller, IReadOnlyList<string>? Hosts = null, ControlRequest? Order = null, JobFilter? Jobs = null, string? Job = null)
{
    /// <summary>A host is among those that are asked.</summary>
    public bool IsFor(HostIdentity host) =>
        Hosts is null || Hosts.Any(host.IsCalled);
}
