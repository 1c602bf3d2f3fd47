namespace ReWorkerHost.Abstractions;

/// <summary>
/// Sends notifications of the worker's own. What a playbook asks for under <c>notify</c> is sent by the host.
/// </summary>
public abstract class StepNotifier
{
    /// <summary>Sends a notification with routing key <c>notify.&lt;transport&gt;</c>.</summary>
    /// <param name="transport">The transport, such as <c>irc</c> or <c>email</c>.</param>
    /// <param name="notification">The notification. A slug over 80 characters is cut.</param>
    /// <param name="cancellationToken">Ends the wait for the broker.</param>
    public abstract Task SendAsync(string transport, Notification notification, CancellationToken cancellationToken = default);
}
