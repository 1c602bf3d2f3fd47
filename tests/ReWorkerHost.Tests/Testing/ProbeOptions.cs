namespace ReWorkerHost.Tests.Testing;

/// <summary>What the probe's start-up makes of its settings.</summary>
public sealed record ProbeOptions(string Greeting);
