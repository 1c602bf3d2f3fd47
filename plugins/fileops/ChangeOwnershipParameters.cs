using System.ComponentModel;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>The parameters of <see cref="FileopsWorker.ChangeOwnership"/>.</summary>
public sealed record ChangeOwnershipParameters : PathParameters
{
    /// <summary>The user who will own it: a name or a number.</summary>
    [Description("The user who will own it.")]
    public required string User { get; init; }

    /// <summary>The group that will own it: a name or a number.</summary>
    [Description("The group that will own it.")]
    public required string Group { get; init; }

    /// <summary>Whether what is in folders is meant too, all the way down.</summary>
    [Description("Whether what is in folders is meant too.")]
    public bool Recursive { get; init; }
}
