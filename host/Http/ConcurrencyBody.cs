namespace ReWorkerHost.Http;

/// <summary>How many steps of a worker may run at a time.</summary>
/// <param name="Concurrency">1 to 1000; <see langword="null"/> for what <c>plugins.json</c> says.</param>
internal sealed record ConcurrencyBody(int? Concurrency);
