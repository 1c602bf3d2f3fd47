namespace ReWorkerHost.Http;

/// <summary>What has changed between two looks.</summary>
/// <param name="Hosts">The hosts of which something has.</param>
/// <param name="Gone">The ids of hosts that are there no more.</param>
internal sealed record StatusChange(IReadOnlyList<HostChange> Hosts, IReadOnlyList<string> Gone);
