using System.ComponentModel.DataAnnotations;

namespace ReWorkerHost.Plugins.Megafrobber;

/// <summary>The parameters of <see cref="MegafrobberWorker.Frob"/>.</summary>
public sealed record FrobParameters
{
    /// <summary>What to frob.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string Thing { get; init; } = "widget";

    /// <summary>How many times to frob it, 1 to 10.</summary>
    [Range(1, 10)]
    public int Times { get; init; } = 1;

    /// <summary>How it is to end: <c>pass</c>, <c>fail</c> or <c>random</c>.</summary>
    public FrobOutcome Outcome { get; init; } = FrobOutcome.Random;
}
