using System.ComponentModel.DataAnnotations;

namespace ReWorkerHost.Plugins.Sleep;

/// <summary>The parameters of <see cref="SleepWorker"/>.</summary>
public sealed record SleepParameters
{
    /// <summary>How long to wait, in seconds, with fractions; 0 to 86400 (a day).</summary>
    [Range(0.0, 86400.0)]
    public required double Seconds { get; init; }
}
