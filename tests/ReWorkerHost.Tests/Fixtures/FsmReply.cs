namespace ReWorkerHost.Tests.Fixtures;

/// <summary>A message that came to a reply queue.</summary>
internal sealed record FsmReply(string Body, string? CorrelationId, string? AppId, string? ReplyTo, string? MessageId, string Exchange);
