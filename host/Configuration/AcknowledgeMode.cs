namespace ReWorkerHost.Configuration;

/// <summary>When a delivery is acknowledged.</summary>
internal enum AcknowledgeMode
{
    /// <summary>When it is accepted: a step never runs twice, and may take any time.</summary>
    OnReceipt,

    /// <summary>After its answer: after a crash it goes to somebody else, so the worker must be idempotent.</summary>
    OnCompletion,
}
