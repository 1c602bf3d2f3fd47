namespace ReWorkerHost.Http;

/// <summary>Whether the process lives, or the host serves.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>notReady</c>.</param>
/// <param name="Problems">What keeps the host from serving.</param>
internal sealed record HealthReport(string Status, IReadOnlyList<string> Problems);
