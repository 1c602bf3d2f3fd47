using System.ComponentModel;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>The dynamic values of <see cref="ServicenowWorker.DoesCTaskExist"/>.</summary>
public sealed record TaskParameters
{
    /// <summary>The number of the change record that a task belongs to that is created.</summary>
    [Dynamic, Description("The change record's number.")]
    public required string ChangeRecord { get; init; }

    /// <summary>The change task's number.</summary>
    [Dynamic, Description("The change task's number.")]
    public required string Ctask { get; init; }
}
