using MailKit.Net.Smtp;
using MimeKit;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>Notes the recipients that the server refuses, and sends the mail to the others.</summary>
internal sealed class ReportingSmtpClient : SmtpClient
{
    private readonly List<Rejection> rejections = [];

    /// <summary>Whom the server has refused, and why.</summary>
    public IReadOnlyList<Rejection> Rejections => rejections;

    /// <inheritdoc/>
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        rejections.Add(new Rejection(mailbox, Describe(response.StatusCode, response.Response), IsTemporary(response.StatusCode)));

    /// <summary>A refusal as it is told.</summary>
    public static string Describe(SmtpStatusCode code, string text) => $"{(int)code} {NotificationMail.OneLine(text)}";

    /// <summary>Whether the server may say something else later (RFC 5321, 4.2.1).</summary>
    public static bool IsTemporary(SmtpStatusCode code) => (int)code is >= 400 and < 500;
}
