namespace ReWorkerHost.Messaging;

/// <summary>A message of output that came over the bus.</summary>
/// <param name="CorrelationId">The release's id, or <see langword="null"/>.</param>
/// <param name="Worker">The worker that sent it, as it calls itself.</param>
/// <param name="Text">What it says.</param>
internal sealed record OutputMessage(string? CorrelationId, string Worker, string Text);
