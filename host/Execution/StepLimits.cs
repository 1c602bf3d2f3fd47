namespace ReWorkerHost.Execution;

/// <summary>What a job's body may be at most.</summary>
/// <param name="MaxBodyBytes">Its size in bytes.</param>
/// <param name="MaxDepth">How deep its JSON may nest.</param>
internal sealed record StepLimits(int MaxBodyBytes, int MaxDepth);
