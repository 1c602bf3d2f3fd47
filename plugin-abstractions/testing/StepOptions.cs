using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Testing;

/// <summary>What a step comes with beside its parameters, and how its worker is configured.</summary>
public sealed record StepOptions
{
    /// <summary>The playbook's group. Default: empty.</summary>
    public string Group { get; init; } = "";

    /// <summary>The release's id, or <see langword="null"/> for a job without one. Default: <c>release-1</c>.</summary>
    public string? CorrelationId { get; init; } = "release-1";

    /// <summary>The hosts the step is for. Default: none.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The release's dynamic values: JSON text, or an object that is written as JSON. Default: none.</summary>
    public object? Dynamic { get; init; }

    /// <summary>Whom the playbook wants notified, as under <c>notify</c> in it: JSON text, or an object that is written as JSON. Default: nobody.</summary>
    public object? Notify { get; init; }

    /// <summary>The worker's <c>timeout</c> in <c>plugins.json</c>; <see langword="null"/> for none. Default: none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The worker's <c>grace</c> in <c>plugins.json</c>: how long a cancelled step may take to end. Default: 10 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The worker's <c>outputLevel</c> in <c>plugins.json</c>. Default: <see cref="OutputLevel.Debug"/>.</summary>
    public OutputLevel OutputLevel { get; init; } = OutputLevel.Debug;
}
