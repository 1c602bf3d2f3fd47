using System.ComponentModel;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>The dynamic values of <see cref="ServicenowWorker.UpdateStartTime"/> and <see cref="ServicenowWorker.UpdateEndTime"/>.</summary>
public sealed record TimeParameters
{
    /// <summary>The change record's number.</summary>
    [Dynamic, Description("The change record's number.")]
    public required string ChangeRecord { get; init; }

    /// <summary>The environment whose time is set; part of the field's name.</summary>
    [Dynamic, Description("The environment whose time is set.")]
    public required string Environment { get; init; }
}
