namespace ReWorkerHost.Abstractions;

/// <summary>
/// Delivers notifications of one transport (routing key <c>notify.&lt;transport&gt;</c>). It answers nobody, except where a
/// playbook uses it as a step: then the notification's four keys are the step's parameters and the step is answered as any other.
/// </summary>
public abstract class NotificationWorker
{
    /// <summary>Delivers one notification.</summary>
    /// <param name="notification">The notification; all four of its parts are present.</param>
    /// <param name="cancellationToken">Cancelled when the host stops or the time-out is reached.</param>
    /// <exception cref="StepFailedException">It could not be delivered; logged, and the answer where it was a step.</exception>
    public abstract Task NotifyAsync(Notification notification, CancellationToken cancellationToken);
}
