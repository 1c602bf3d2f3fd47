using ReWorkerHost.Configuration;

namespace ReWorkerHost.Workers;

/// <summary>A version that was tried and refused. It is not tried again as long as its files, and what <c>plugins.json</c> says of it, stay the same.</summary>
/// <param name="Identity">The version.</param>
/// <param name="Configuration">What <c>plugins.json</c> said when it was tried.</param>
/// <param name="Version">The version of its main assembly.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsConflict">Another plugin has its queue: it is tried again when queues become free.</param>
internal sealed record Rejection(GenerationIdentity Identity, HostConfiguration Configuration, string Version, string Reason, bool IsConflict)
{
    /// <summary>It was refused as it is wanted now, so that another try would end in the same way.</summary>
    public bool Covers(PluginTarget wanted) =>
        !IsConflict && Identity == wanted.Identity && Configuration.IsSameFor(wanted.Descriptor.Name, wanted.Configuration);
}
