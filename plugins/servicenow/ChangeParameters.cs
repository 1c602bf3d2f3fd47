using System.ComponentModel;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>The dynamic values of <see cref="ServicenowWorker.DoesChangeRecordExist"/>.</summary>
public sealed record ChangeParameters
{
    /// <summary>The change record's number.</summary>
    [Dynamic, Description("The change record's number.")]
    public required string ChangeRecord { get; init; }
}
