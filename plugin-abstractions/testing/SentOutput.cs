using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Testing;

/// <summary>An output message that was sent to the users of the release.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Message">The text.</param>
public sealed record SentOutput(OutputLevel Level, string Message);
