using ReWorkerHost.Journal;

namespace ReWorkerHost.Steps;

/// <summary>How a job ended, as metrics and spans call it.</summary>
internal static class OutcomeWords
{
    /// <summary>The worker did it.</summary>
    public const string Completed = "completed";

    /// <summary>The word for an outcome.</summary>
    public static string Of(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Completed => Completed,
        JobOutcome.Refused => "refused",
        JobOutcome.TimedOut => "timed_out",
        JobOutcome.Cancelled => "cancelled",
        JobOutcome.Interrupted => "interrupted",
        _ => "failed",
    };
}
