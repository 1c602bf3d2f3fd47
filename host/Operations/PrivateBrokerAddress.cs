namespace ReWorkerHost.Operations;

/// <summary>Where the private broker is.</summary>
/// <param name="Uri">Its URI, or <see langword="null"/> where a broker is configured.</param>
internal sealed record PrivateBrokerAddress(string? Uri);
