using System.ComponentModel;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>The parameters of <see cref="FileopsWorker.Remove"/>.</summary>
public sealed record RemoveParameters : PathParameters
{
    /// <summary>Whether what is in folders is meant too, all the way down.</summary>
    [Description("Whether what is in folders is meant too.")]
    public bool Recursive { get; init; }
}
