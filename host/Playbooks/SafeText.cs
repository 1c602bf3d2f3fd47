using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReWorkerHost.Playbooks;

/// <summary>
/// Makes text that came over the wire fit to be shown. A terminal obeys what it is sent: an escape sequence in a worker's output
/// could hide lines, forge them, or write to the clipboard.
/// </summary>
internal static partial class SafeText
{
    private const int LineLimit = 2_000;
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    /// <summary>The lines of a text without control characters, each cut at 2,000 characters.</summary>
    public static IEnumerable<string> Lines(string text) =>
        text.TrimEnd('\r', '\n').ReplaceLineEndings("\n").Split('\n').Select(Clean);

    /// <summary>A text as one line.</summary>
    public static string Line(string text) => Clean(text.ReplaceLineEndings(" ")).Trim();

    /// <summary>A worker's data as one line: a string as it is, anything else as JSON.</summary>
    public static string Line(JsonElement data) =>
        Line(data.ValueKind == JsonValueKind.String ? Read(data) : JsonSerializer.Serialize(data, Compact));

    /// <summary>A worker's data as JSON over several lines, with the characters that a terminal may obey escaped.</summary>
    public static string Json(JsonElement data)
    {
        var safe = new StringBuilder();
        foreach (var c in JsonSerializer.Serialize(data, Indented))
        {
            if (c == '\n' || !IsObeyed(c)) safe.Append(c);
            else safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); // such a character stands in a string, where its escape means the same
        }

        return safe.ToString();
    }

    private static string Clean(string text)
    {
        var cut = text.Length > LineLimit ? text[..LineLimit] + "…" : text;
        var safe = new StringBuilder(cut.Length);
        foreach (var c in EscapeSequence().Replace(cut, ""))
        {
            if (c == '\t') safe.Append("    ");
            else if (!IsObeyed(c)) safe.Append(c);
        }

        return safe.ToString();
    }

    /// <summary>Control characters, and the marks that change the direction of what follows; joiners within words and emoji are kept.</summary>
    private static bool IsObeyed(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => c is not ('\u200c' or '\u200d'),
        _ => false,
    };

    private static string Read(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText(); // half of a surrogate pair, escaped
        }
    }

    [GeneratedRegex(@"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]", RegexOptions.CultureInvariant)]
    private static partial Regex EscapeSequence();
}
