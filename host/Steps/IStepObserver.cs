using ReWorkerHost.Execution;

namespace ReWorkerHost.Steps;

/// <summary>Learns how the steps of a worker end.</summary>
internal interface IStepObserver
{
    /// <summary>The worker's code has ended.</summary>
    void Ended(StepOutcomeKind kind);

    /// <summary>The worker did not heed its token: the step was answered without it.</summary>
    void Stuck();
}
