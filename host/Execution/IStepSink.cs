using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Execution;

/// <summary>What a worker can tell while it carries out a step.</summary>
internal interface IStepSink
{
    /// <summary>The step's parameters are good; the plugin's own code is entered when this has completed.</summary>
    Task StartedAsync(CancellationToken cancellationToken);

    /// <summary>Output for the users of the release.</summary>
    Task OutputAsync(OutputLevel level, string message, CancellationToken cancellationToken);

    /// <summary>A notification of the worker's own.</summary>
    Task NotifyAsync(string transport, Notification notification, CancellationToken cancellationToken);
}
