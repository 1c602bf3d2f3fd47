namespace ReWorkerHost.Messaging;

/// <summary>What the broker says of a queue.</summary>
/// <param name="Messages">The messages that wait in it.</param>
/// <param name="Consumers">Its consumers, of all hosts.</param>
internal sealed record QueueDepth(long Messages, long Consumers);
