using System.ComponentModel.DataAnnotations;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Tests.Testing;

/// <summary>What the probe takes.</summary>
public sealed record ProbeParameters
{
    public required string Name { get; init; }

    [Range(1, 3)]
    public int Times { get; init; } = 1;

    [Dynamic]
    public string Environment { get; init; } = "none";

    public DayOfWeek Day { get; init; }
}
