using System.Text;

namespace ReWorkerHost.Plugins.IrcNotify;

/// <summary>Cuts a text into what goes into lines of IRC, which have 512 bytes (RFC 2812, 2.3).</summary>
internal static class MessageLines
{
    private const int LongestLine = 510; // without CR and LF
    private const int LongestUserAndHost = 2 + 11 + 63; // "!", "@", a user's name and a host's, as a server puts them before the line
    private static readonly string[] Breaks = ["\r\n", "\n", "\r", "\u2028", "\u2029", "\u0085"];

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The text. Control characters in it become spaces, and empty lines are left out.</param>
    /// <param name="nick">The sender's nickname, which comes before each line.</param>
    /// <param name="target">The receiver, who does too.</param>
    /// <param name="most">How many lines at most; where there are more, the last says so.</param>
    public static IReadOnlyList<string> Cut(string text, string nick, string target, int most)
    {
        var room = LongestLine - Encoding.UTF8.GetByteCount($":{nick} PRIVMSG {target} :") - LongestUserAndHost;
        var lines = text.Split(Breaks, StringSplitOptions.None)
            .Select(line => string.Concat(line.Select(character => char.IsControl(character) ? ' ' : character)).TrimEnd())
            .Where(line => line.Length > 0)
            .SelectMany(line => Cut(line, room))
            .ToList();
        return lines.Count <= most ? lines : [.. lines.Take(most - 1), $"... and {lines.Count - most + 1} more lines"];
    }

    /// <summary>Cuts a line, at its last space where there is one in the second half of a piece, and never within a character.</summary>
    private static IEnumerable<string> Cut(string line, int room)
    {
        var rest = line;
        while (Encoding.UTF8.GetByteCount(rest) > room)
        {
            var (bytes, length) = (0, 0);
            foreach (var rune in rest.EnumerateRunes())
            {
                if ((bytes += rune.Utf8SequenceLength) > room) break;
                length += rune.Utf16SequenceLength;
            }

            var space = rest.LastIndexOf(' ', length - 1);
            var end = space > length / 2 ? space : length;
            yield return rest[..end];
            rest = rest[end..].TrimStart(' ');
        }

        if (rest.Length > 0) yield return rest;
    }
}
