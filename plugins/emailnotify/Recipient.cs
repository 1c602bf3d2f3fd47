using MimeKit;

namespace ReWorkerHost.Plugins.EmailNotify;

/// <summary>Reads whom a notification is for.</summary>
internal static class Recipient
{
    /// <summary>The address, or <see langword="null"/> where the text is something else, a list or a name with an address included.</summary>
    public static MailboxAddress? Parse(string target)
    {
        var text = target.Trim();
        return IsAddress(text) && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address == text && mailbox.Route.Count == 0 ? mailbox : null;
    }

    /// <summary>Whether a text is <c>local@domain</c>.</summary>
    public static bool IsAddress(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1 && text.Length <= 254 && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character));
    }
}
