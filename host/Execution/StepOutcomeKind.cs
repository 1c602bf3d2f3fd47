namespace ReWorkerHost.Execution;

/// <summary>How a step ended.</summary>
internal enum StepOutcomeKind
{
    /// <summary>The worker did it.</summary>
    Completed,

    /// <summary>The step or its parameters were refused before it began.</summary>
    Refused,

    /// <summary>The worker says that it failed, and why.</summary>
    Failed,

    /// <summary>The worker broke: an exception that it did not mean for the release engineer.</summary>
    Faulted,

    /// <summary>The worker heeded its token.</summary>
    Cancelled,
}
