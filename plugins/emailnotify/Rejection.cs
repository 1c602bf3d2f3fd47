using MimeKit;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>A recipient whom the server did not take, or who could not be tried.</summary>
/// <param name="Mailbox">The recipient.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsTemporary">Another attempt may succeed.</param>
internal sealed record Rejection(MailboxAddress Mailbox, string Reason, bool IsTemporary);
