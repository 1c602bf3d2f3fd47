using System.Globalization;

namespace ReWorkerHost.Execution;

/// <summary>How a step is answered whose token was cancelled before it had ended.</summary>
internal static class CutStep
{
    /// <summary>Why, where the host has stopped.</summary>
    public const string Interrupted = "interrupted: the host stopped while the step ran; its outcome is unknown";

    /// <summary>Why, where its time limit has passed.</summary>
    public static string TimedOut(TimeSpan limit) => $"timed out after {limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s";

    /// <summary>The answer for a worker that does not heed its token.</summary>
    public static StepOutcome Answer(string reason) => new(StepOutcomeKind.Failed, Text: reason);

    /// <summary>The answer for a worker that has ended, or <see langword="null"/> where it ended with a result of its own, which counts.</summary>
    public static StepOutcome? Answer(StepOutcome ended, string reason) =>
        ended.Kind is StepOutcomeKind.Cancelled or StepOutcomeKind.Faulted ? Answer(reason) with { Detail = ended.Detail } : null;
}
