namespace ReWorkerHost.Abstractions;

/// <summary>A message of a worker for the users of a release.</summary>
/// <param name="CorrelationId">The release's id, or <see langword="null"/>. Untrusted input: it may hold anything, path separators included.</param>
/// <param name="AppId">The name of the worker that sent it, or <see langword="null"/>.</param>
/// <param name="Message">The text; it may have several lines.</param>
public sealed record OutputMessage(string? CorrelationId, string? AppId, string Message);
