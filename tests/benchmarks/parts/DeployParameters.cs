using System.ComponentModel.DataAnnotations;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Benchmarks;

/// <summary>A class of parameters as workers have them: text, numbers with a range, one of several words, a list, a dynamic value.</summary>
public sealed record DeployParameters
{
    /// <summary>What is deployed.</summary>
    [RegularExpression("[a-z][a-z0-9-]*")]
    public required string Package { get; init; }

    /// <summary>Its version.</summary>
    [StringLength(100, MinimumLength = 1)]
    public required string Version { get; init; }

    /// <summary>How often it is tried again.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 1;

    /// <summary>After how many seconds it is given up.</summary>
    [Range(0.0, 86400.0)]
    public double Timeout { get; init; } = 30;

    /// <summary>In which order.</summary>
    public DeployMode Mode { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where, which the release knows.</summary>
    [Dynamic]
    public required string Environment { get; init; }
}
