namespace ReWorkerHost.Abstractions;

/// <summary>
/// Output for the users of a release: exchange <c>re</c>, routing key <c>output</c>. Messages under the worker's configured
/// output level are not sent. Messages of one step keep their order.
/// </summary>
public abstract class StepOutput
{
    /// <summary>Sends a message.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="message">The text.</param>
    /// <param name="cancellationToken">Ends the wait for the broker.</param>
    /// <remarks>While the broker is out of reach it waits until the broker is back, so that no output is lost and none piles up.</remarks>
    public abstract Task WriteAsync(OutputLevel level, string message, CancellationToken cancellationToken = default);

    /// <summary>Sends a message at <see cref="OutputLevel.Debug"/>.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public Task DebugAsync(string message, CancellationToken cancellationToken = default) => WriteAsync(OutputLevel.Debug, message, cancellationToken);

    /// <summary>Sends a message at <see cref="OutputLevel.Info"/>.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public Task InfoAsync(string message, CancellationToken cancellationToken = default) => WriteAsync(OutputLevel.Info, message, cancellationToken);

    /// <summary>Sends a message at <see cref="OutputLevel.Warning"/>.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public Task WarningAsync(string message, CancellationToken cancellationToken = default) => WriteAsync(OutputLevel.Warning, message, cancellationToken);

    /// <summary>Sends a message at <see cref="OutputLevel.Error"/>.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public Task ErrorAsync(string message, CancellationToken cancellationToken = default) => WriteAsync(OutputLevel.Error, message, cancellationToken);
}
