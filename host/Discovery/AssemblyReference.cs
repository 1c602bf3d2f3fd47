namespace ReWorkerHost.Discovery;

/// <summary>One entry of an assembly's reference table.</summary>
internal sealed record AssemblyReference(string Name, Version Version);
