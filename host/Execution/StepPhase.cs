using System.Globalization;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Execution;

/// <summary>What the host itself tells users at the phases of a step (protocol, "Output" and "Notifications").</summary>
internal static class StepPhase
{
    /// <summary>The phase of a step that has begun.</summary>
    public const string Started = "started";

    /// <summary>The phase that an outcome is.</summary>
    public static string Of(StepOutcome outcome) => outcome.Kind == StepOutcomeKind.Completed ? "completed" : "failed";

    /// <summary>The output before a step.</summary>
    public static string Starting(ILoadedWorker worker, string? correlationId, TimeProvider time) => Line("Starting", worker, correlationId, time);

    /// <summary>The output after a step.</summary>
    public static string Finished(ILoadedWorker worker, string? correlationId, TimeProvider time) => Line("Finished", worker, correlationId, time);

    /// <summary>The notifications that a job asks for, each with its transport.</summary>
    public static IEnumerable<KeyValuePair<string, Notification>> Notifications(Job job, string worker, string? correlationId, string phase)
    {
        var text = $"{worker}:{job.Subcommand} {phase}";
        var message = $"{text}{(job.Group.Length > 0 ? $" for {job.Group}" : "")} (release {correlationId ?? "without an id"})";
        return job.Notify.For(phase).Select(wanted => KeyValuePair.Create(wanted.Key, new Notification(text, message, phase, wanted.Value)));
    }

    private static string Line(string word, ILoadedWorker worker, string? correlationId, TimeProvider time) =>
        $"{word} {worker.Description.ClassName}.{correlationId} - {time.GetLocalNow().ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture)}";
}
