using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>Sends notifications to channels and people on IRC.</summary>
[Worker("ircnotify", Description = "Sends notifications to IRC.", Bindings = ["notify.irc", "worker.ircnotify"])]
public sealed class IrcNotifyWorker(IrcClient client) : NotificationWorker
{
    /// <inheritdoc/>
    public override async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        if (notification.Target.Count == 0) throw new StepFailedException("target: it is empty, expected channels and nicknames");
        var targets = notification.Target.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var valid = targets.Where(target => TargetName.IsChannel(target) || TargetName.IsNick(target)).ToList();
        var failures = targets.Except(valid).Select(target => $"\"{OneLine(target)}\": it is neither a channel nor a nickname").ToList();
        if (valid.Count > 0)
        {
            var message = string.IsNullOrWhiteSpace(notification.Message) ? notification.Slug : notification.Message;
            var refused = await client.SendAsync(message, valid, cancellationToken).ConfigureAwait(false);
            failures.AddRange(refused.Select(failure => $"{failure.Target}: {OneLine(failure.Reason)}"));
        }

        if (failures.Count == 0) return;
        throw new StepFailedException($"\"{OneLine(notification.Slug)}\" was not sent to {string.Join("; ", failures)} (sent to {targets.Count - failures.Count} of {targets.Count})");
    }

    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)).Trim();
}
