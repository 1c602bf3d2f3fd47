using Microsoft.Extensions.Logging;
using MimeKit;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>Sends notifications by mail. What the server can't take for now is tried again, a few times.</summary>
[Worker("emailnotify", Description = "Sends notifications by mail.", Bindings = ["notify.email", "worker.emailnotify"])]
public sealed class EmailNotifyWorker(EmailOptions options, ILogger<EmailNotifyWorker> logger) : NotificationWorker
{
    /// <inheritdoc/>
    public override async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        if (notification.Target.Count == 0) throw new StepFailedException("target: it is empty, expected addresses of mail");
        var (valid, failures) = Sort(notification.Target);
        if (valid.Count > 0) failures.AddRange(await DeliverAsync(notification, valid, cancellationToken).ConfigureAwait(false));
        if (failures.Count == 0) return;
        var others = valid.Count(mailbox => !failures.Any(failure => failure.StartsWith($"{mailbox.Address}: ", StringComparison.Ordinal)));
        throw new StepFailedException($"\"{NotificationMail.OneLine(notification.Slug)}\" was not mailed to {string.Join("; ", failures)} (mailed to {others} of {others + failures.Count})");
    }

    private static (List<MailboxAddress> Valid, List<string> Failures) Sort(IReadOnlyList<string> targets)
    {
        var (valid, failures) = (new List<MailboxAddress>(), new List<string>());
        foreach (var target in targets)
        {
            if (Recipient.Parse(target) is not { } mailbox) failures.Add($"\"{NotificationMail.OneLine(target)}\": it is no address");
            else if (!valid.Any(known => known.Address == mailbox.Address)) valid.Add(mailbox);
        }

        return (valid, failures);
    }

    /// <summary>Sends to all, and again to those whom the server may take later.</summary>
    /// <returns>Who got nothing, and why.</returns>
    private async Task<List<string>> DeliverAsync(Notification notification, List<MailboxAddress> recipients, CancellationToken cancellationToken)
    {
        var server = new MailServer(options);
        var failures = new List<string>();
        using var mail = NotificationMail.Write(notification, options.From, recipients, TimeProvider.System.GetUtcNow());
        var wait = options.RetryAfter;
        for (var attempt = 1; ; attempt++, wait *= 2)
        {
            var rejections = await server.SendAsync(mail, recipients, cancellationToken).ConfigureAwait(false);
            var isLast = attempt == options.Attempts;
            failures.AddRange(rejections.Where(rejection => isLast || !rejection.IsTemporary).Select(rejection => $"{rejection.Mailbox.Address}: {rejection.Reason}"));
            recipients = [.. rejections.Where(rejection => !isLast && rejection.IsTemporary).Select(rejection => rejection.Mailbox)];
            if (recipients.Count == 0) return failures;
            logger.LogWarning("{Server} takes no mail for {Count} recipients for now ({Reason}): attempt {Next} of {Attempts} is in {Wait} s.",
                options, recipients.Count, rejections.First(rejection => rejection.IsTemporary).Reason, attempt + 1, options.Attempts, wait.TotalSeconds);
            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }
}
