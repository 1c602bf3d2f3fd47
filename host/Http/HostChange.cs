using ReWorkerHost.Management;

namespace ReWorkerHost.Http;

/// <summary>A host of which something has changed.</summary>
/// <param name="Host">The host; its <c>plugins</c> are only those that have changed or are new.</param>
/// <param name="Removed">The names of plugins that are there no more.</param>
internal sealed record HostChange(HostStatus Host, IReadOnlyList<string> Removed);
