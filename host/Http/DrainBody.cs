namespace ReWorkerHost.Http;

/// <summary>How to drain.</summary>
/// <param name="WaitSeconds">How many seconds to wait until no step runs, 0 to 86400. Default: 60.</param>
internal sealed record DrainBody(double? WaitSeconds);
