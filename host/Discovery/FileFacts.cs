namespace ReWorkerHost.Discovery;

/// <summary>What is known of one file of a plugin.</summary>
/// <param name="Stamp">The stamp it had when it was read.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Assembly">What it says of itself, where it is a .NET assembly.</param>
/// <param name="Damage">Why it can't be whole, where its name says that it is an assembly or a deps.json; else <see langword="null"/>.</param>
internal sealed record FileFacts(FileStamp Stamp, byte[] Hash, AssemblyFacts? Assembly, string? Damage);
