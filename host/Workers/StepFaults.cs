using ReWorkerHost.Execution;
using ReWorkerHost.Steps;

namespace ReWorkerHost.Workers;

/// <summary>Tells faults of a plugin's own from steps that merely answer <c>failed</c>.</summary>
internal sealed class StepFaults(Action fault) : IStepObserver
{
    /// <inheritdoc/>
    public void Ended(StepOutcomeKind kind)
    {
        if (kind == StepOutcomeKind.Faulted) fault();
    }

    /// <inheritdoc/>
    public void Stuck() => fault();
}
