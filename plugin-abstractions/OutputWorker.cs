namespace ReWorkerHost.Abstractions;

/// <summary>
/// Consumes the output that workers send for users (routing key <c>output</c>). It answers nobody.
/// </summary>
public abstract class OutputWorker
{
    /// <summary>Takes one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancelled when the host stops or the time-out is reached.</param>
    /// <remarks>Messages come in the order of the queue where the worker's concurrency is 1. An exception is logged; the message is gone.</remarks>
    public abstract Task WriteAsync(OutputMessage message, CancellationToken cancellationToken);
}
