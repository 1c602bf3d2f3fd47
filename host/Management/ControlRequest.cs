using System.Text.Json.Serialization;

namespace ReWorkerHost.Management;

/// <summary>An order of an operator's.</summary>
/// <param name="Verb">What is to be done.</param>
/// <param name="Target">
/// The plugin, by its name or that of one of its workers; for <see cref="ControlVerb.SetConcurrency"/> the worker; for
/// <see cref="ControlVerb.Cancel"/> the job's id. <see langword="null"/> is every plugin of the host, where a verb can have that:
/// pause, resume, drain, reload.
/// </param>
/// <param name="Concurrency">For <see cref="ControlVerb.SetConcurrency"/>: 1 to 1000, or <see langword="null"/> for what <c>plugins.json</c> says.</param>
/// <param name="WaitSeconds">For <see cref="ControlVerb.Drain"/>: how long to wait, 0 to 86400. Default: 60.</param>
internal sealed record ControlRequest(ControlVerb Verb, string? Target = null, int? Concurrency = null, double? WaitSeconds = null)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>It is given to one host after another, until one fails: a version that can't be loaded is to stop at the first.</summary>
    [JsonIgnore]
    public bool IsOneByOne => Verb is ControlVerb.Reload or ControlVerb.RollBack;

    /// <summary>How long a drain waits.</summary>
    /// <exception cref="ArgumentException">It is out of bounds.</exception>
    [JsonIgnore]
    public TimeSpan Wait => WaitSeconds switch
    {
        null => TimeSpan.FromSeconds(60),
        { } seconds when seconds >= 0 && seconds <= LongestWait.TotalSeconds => TimeSpan.FromSeconds(seconds),
        { } seconds => throw new ArgumentException($"waitSeconds: {seconds} is not between 0 and {LongestWait.TotalSeconds}"),
    };
}
