namespace ReWorkerHost.Journal;

/// <summary>How a job ended. The numbers are stored.</summary>
internal enum JobOutcome
{
    /// <summary>The worker did it.</summary>
    Completed = 1,

    /// <summary>The worker says that it failed, or broke.</summary>
    Failed = 2,

    /// <summary>It was no job, or its parameters were bad: no step began.</summary>
    Refused = 3,

    /// <summary>It outlasted its time limit.</summary>
    TimedOut = 4,

    /// <summary>It was cancelled by an operator.</summary>
    Cancelled = 5,

    /// <summary>The host stopped or crashed while it ran.</summary>
    Interrupted = 6,
}
