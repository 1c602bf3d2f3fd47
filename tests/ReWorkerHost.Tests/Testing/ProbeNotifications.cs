using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Tests.Testing;

/// <summary>Takes notifications for somebody.</summary>
public sealed class ProbeNotifications : NotificationWorker
{
    public override Task NotifyAsync(Notification notification, CancellationToken cancellationToken) =>
        notification.Target.Count == 0 ? throw new StepFailedException("target: nobody is to be notified") : Task.CompletedTask;
}
