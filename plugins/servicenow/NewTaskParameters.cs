using System.ComponentModel;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>The dynamic values of <see cref="ServicenowWorker.CreateCTask"/>.</summary>
public sealed record NewTaskParameters
{
    /// <summary>The number of the change record that the task belongs to.</summary>
    [Dynamic, Description("The change record's number.")]
    public required string ChangeRecord { get; init; }

    /// <summary>What the task is about. Default: what the settings say.</summary>
    [Dynamic, Description("What the task is about.")]
    public string? CtaskDescription { get; init; }
}
