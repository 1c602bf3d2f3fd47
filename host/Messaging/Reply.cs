namespace ReWorkerHost.Messaging;

/// <summary>An answer to the FSM.</summary>
/// <param name="ReplyTo">The FSM's queue.</param>
/// <param name="CorrelationId">Copied from the job, or <see langword="null"/>.</param>
/// <param name="MessageId">The job's internal id.</param>
/// <param name="Body">The JSON body.</param>
/// <param name="IsTerminal">It ends the step: it must arrive, so it is sent again where its fate is unknown.</param>
internal sealed record Reply(string ReplyTo, string? CorrelationId, string MessageId, byte[] Body, bool IsTerminal);
