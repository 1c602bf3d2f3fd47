using System.Text;
using MimeKit;
using MimeKit.Utils;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>Writes a notification as a mail.</summary>
internal static class NotificationMail
{
    /// <summary>Makes the mail. It has the same id at each attempt, so that a mail that came twice can be known by it.</summary>
    public static MimeMessage Write(Notification notification, MailboxAddress from, IEnumerable<MailboxAddress> to, DateTimeOffset date)
    {
        var mail = new MimeMessage
        {
            Subject = OneLine(notification.Slug),
            Date = date,
            MessageId = MimeUtils.GenerateMessageId(from.Domain),
            Body = new TextPart("plain") { ContentTransferEncoding = ContentEncoding.QuotedPrintable },
        };
        ((TextPart)mail.Body).SetText(Encoding.UTF8, $"{notification.Message.TrimEnd('\r', '\n')}\n\nPhase: {OneLine(notification.Phase)}\n");
        mail.From.Add(from);
        mail.To.AddRange(to);
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: no automatic answers to it
        return mail;
    }

    /// <summary>A text without what could begin another line, and so another header.</summary>
    public static string OneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)).Trim();
}
