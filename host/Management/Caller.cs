namespace ReWorkerHost.Management;

/// <summary>Who orders something, for the audit log and for the answer of a cancelled step.</summary>
/// <param name="Name">Who, as far as that is known.</param>
/// <param name="Origin">Where from, such as <c>http 127.0.0.1</c> or <c>bus</c>.</param>
internal sealed record Caller(string Name, string Origin);
