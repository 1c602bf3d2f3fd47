using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Execution;

/// <summary>
/// A worker that can be asked to do steps. The stages above know only this, so that a worker may live in this process or in another.
/// </summary>
internal interface ILoadedWorker
{
    /// <summary>The worker as it describes itself.</summary>
    WorkerDescription Description { get; }

    /// <summary>
    /// Says what is wrong with a step's parameters, as <see cref="ExecuteAsync"/> would, without running anything of the worker's: neither
    /// its <c>Validate</c> nor the step. <see cref="StepRequest.Problems"/> are not asked.
    /// </summary>
    /// <param name="request">The step.</param>
    /// <param name="promised">The names of dynamic values that will be given and are not known yet.</param>
    IReadOnlyList<string> Check(StepRequest request, IReadOnlyCollection<string> promised);

    /// <summary>Carries out one step. Never throws for what the plugin does: that is in the outcome.</summary>
    Task<StepOutcome> ExecuteAsync(StepRequest request, IStepSink sink, CancellationToken cancellationToken);

    /// <summary>Hands an output message to a worker of kind <see cref="WorkerKind.Output"/>.</summary>
    Task<StepOutcome> WriteAsync(OutputMessage message, CancellationToken cancellationToken);

    /// <summary>Hands a notification to a worker of kind <see cref="WorkerKind.Notifications"/>.</summary>
    Task<StepOutcome> NotifyAsync(Notification notification, CancellationToken cancellationToken);
}
