using System.Text;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>Tells nicknames and channels from what is neither (RFC 2812, 1.2.1, 1.3 and 2.3.1).</summary>
internal static class TargetName
{
    private const string Special = "[]\\`_^{|}";

    /// <summary>Whether a text is a channel.</summary>
    public static bool IsChannel(string text) =>
        text.Length > 1 && text[0] is '#' or '&' or '+' or '!' && Encoding.UTF8.GetByteCount(text) <= 200
        && !text.Any(character => character is ' ' or ',' or ':' || char.IsControl(character));

    /// <summary>Whether a text is a nickname. One of any length is taken, for servers differ in what they allow.</summary>
    public static bool IsNick(string text) =>
        text.Length is > 0 and <= 100 && (char.IsAsciiLetter(text[0]) || Special.Contains(text[0], StringComparison.Ordinal))
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-' || Special.Contains(character, StringComparison.Ordinal));

    /// <summary>The nicknames to try, one after another: that which is wanted, then others of at most its length or nine characters.</summary>
    public static IEnumerable<string> Alternatives(string nick)
    {
        yield return nick;
        var longest = Math.Max(nick.Length, 9);
        for (var number = 1; number < 100; number++)
        {
            var end = number == 1 ? "_" : $"_{number}";
            yield return nick[..Math.Min(nick.Length, longest - end.Length)] + end;
        }
    }
}
