using ReWorkerHost.Management;
using ReWorkerHost.Workers;

namespace ReWorkerHost.Fleet;

/// <summary>What a host answers, as JSON. Of the last five one is there.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="HostId">Its id.</param>
/// <param name="Others">The ids of the other hosts that it knows of.</param>
/// <param name="Status">How it is.</param>
/// <param name="Jobs">Its jobs.</param>
/// <param name="Output">What a job's step said.</param>
/// <param name="Answer">What became of an order.</param>
/// <param name="Error">Why it can't answer.</param>
internal sealed record FleetReply(
    string Host, string HostId, IReadOnlyCollection<string>? Others = null, HostStatus? Status = null, IReadOnlyList<JobDetails>? Jobs = null, IReadOnlyList<JobOutputLine>? Output = null, ControlAnswer? Answer = null, string? Error = null)
{
    /// <summary>The host has that name or id.</summary>
    public bool IsCalled(string name) => string.Equals(Host, name, StringComparison.OrdinalIgnoreCase) || HostId == name;
}
