using System.Buffers.Text;
using System.Text;
using ReWorkerHost.Plugins.Remote;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>
/// Reads the matches that the script <c>fileops.sh</c> writes. For each path there is a head, the script's mark with the path's place and
/// kind; then matches, each a name, a NUL, a number, a colon, a text and a line end. The last of a path may be cut off.
/// </summary>
internal sealed class MatchReader
{
    private const int MostMatches = 200;
    private const int LongestText = 500;

    /// <summary>So much of a path's matches the script passes on.</summary>
    private const int MostBytes = 1_000_000;

    private readonly List<Match> matches = [];
    private bool isTruncated;

    /// <summary>Reads them.</summary>
    public static MatchesReport Read(Plan plan, ScriptResult result)
    {
        var reader = new MatchReader();
        var head = Encoding.ASCII.GetBytes($"{result.Mark} at ");
        ReadOnlySpan<byte> rest = result.Output;
        while (rest.IndexOf(head) is >= 0 and var start)
        {
            rest = rest[(start + head.Length)..];
            var end = rest.IndexOf(head);
            reader.ReadPath(plan, end < 0 ? rest : rest[..end]);
        }

        return new MatchesReport(reader.matches, reader.isTruncated);
    }

    private void ReadPath(Plan plan, ReadOnlySpan<byte> part)
    {
        var line = part.IndexOf((byte)'\n');
        if (line < 0 || !Utf8Parser.TryParse(part, out int place, out var digits)) return;
        var isFolder = part[digits..line].SequenceEqual(" folder"u8);
        var searched = plan.Paths[place].Whole;
        part = part[(line + 1)..];
        isTruncated |= part.Length >= MostBytes;
        while (part.Length > 0)
        {
            var nul = part.IndexOf((byte)0);
            if (nul < 0 || !Utf8Parser.TryParse(part[(nul + 1)..], out int number, out digits) || part[(nul + 1 + digits)..].IndexOf((byte)'\n') is not (>= 0 and var length))
            {
                isTruncated = true;
                return;
            }

            var name = Encoding.UTF8.GetString(part[1..nul]); // without the dot in front
            var text = Encoding.UTF8.GetString(part.Slice(nul + 2 + digits, Math.Max(length - 1, 0)));
            Add(new Match(isFolder ? $"{searched}{name}" : searched, number, text.TrimEnd('\r')));
            part = part[(nul + 1 + digits + length + 1)..];
        }
    }

    private void Add(Match match)
    {
        isTruncated |= matches.Count == MostMatches || match.Text.Length > LongestText;
        if (matches.Count < MostMatches) matches.Add(match with { Text = Shorten(match.Text) });
    }

    private static string Shorten(string text)
    {
        if (text.Length <= LongestText) return text;
        return text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }
}
