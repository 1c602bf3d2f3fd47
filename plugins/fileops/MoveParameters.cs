using System.ComponentModel;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>The parameters of <see cref="FileopsWorker.Move"/>.</summary>
public sealed record MoveParameters : PathParameters
{
    /// <summary>The new path, or the folder to move to.</summary>
    [Description("The new path, or the folder to move to.")]
    public required string To { get; init; }
}
