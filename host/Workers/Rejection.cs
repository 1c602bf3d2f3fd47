namespace ReWorkerHost.Workers;

/// <param name="Identity">The version.</param>
/// <param name="Version">The version of its main assembly.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsConflict">Another plugin has its queue: it is tried again when queues become free.</param>
internal sealed record Rejection(GenerationIdentity Identity, string Version, string Reason, bool IsConflict);
