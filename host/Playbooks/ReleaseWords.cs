using System.Globalization;

namespace ReWorkerHost.Playbooks;

/// <summary>How the end of steps and releases is said, alike on every display.</summary>
internal static class ReleaseWords
{
    /// <summary>How a step ended, such as "timed out".</summary>
    public static string Of(StepEndKind kind) => kind switch
    {
        StepEndKind.Completed => "completed",
        StepEndKind.Failed => "failed",
        StepEndKind.NotServed => "not sent",
        StepEndKind.TimedOut => "timed out",
        StepEndKind.Lost => "lost",
        _ => "stopped",
    };

    /// <summary>A time, such as "0.51 s" or "1:02:03".</summary>
    public static string Of(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s")
        : time.ToString(time.TotalHours < 1 ? @"m\:ss" : time.TotalDays < 1 ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>The data or the reason of an end, as one line; empty where there is neither.</summary>
    public static string Detail(StepEnd end) =>
        end.Reason is not null ? SafeText.Line(end.Reason) : end.Data is { } data ? SafeText.Line(data) : "";

    /// <summary>The release's end in a sentence.</summary>
    public static string Summary(Release release, ReleaseResult result)
    {
        var (total, name) = (release.Steps.Count, SafeText.Line(release.Name));
        if (result.LastEnd.Kind == StepEndKind.Completed) return $"{name}: completed, {Steps(total)} in {Of(result.Elapsed)}";
        if (total == 1) return $"{name}: {Of(result.LastEnd.Kind)} {(result.LastEnd.Kind == StepEndKind.Failed ? "in" : "after")} {Of(result.Elapsed)}";
        var step = $"step {result.LastStep.Number} of {total}, {SafeText.Line(result.LastStep.Name.ToString())}";
        var state = result.LastEnd.Kind == StepEndKind.Stopped ? $"stopped at {step}" : $"failed at {step}";
        var rest = total - result.LastStep.Number;
        return $"{name}: {state}; {result.Completed} completed, {rest} not run, in {Of(result.Elapsed)}";
    }

    private static string Steps(int count) => count == 1 ? "1 step" : $"{count} steps";
}
