using System.Text.RegularExpressions;

namespace ReWorkerHost.Plugins.Output;

/// <summary>
/// What makes a line be redacted: a string that occurs in it, or a regular expression that matches in it. An expression is written
/// between slashes, <c>/token=\w+/</c>, and with an <c>i</c> behind the last where case is ignored.
/// </summary>
public sealed class Redaction
{
    /// <summary>How long an expression may take for one line.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly string text;
    private readonly Regex? expression;

    private Redaction(string text, Regex? expression)
    {
        this.text = text;
        this.expression = expression;
    }

    /// <summary>Reads an entry of the settings.</summary>
    /// <exception cref="FormatException">It can match no line, or matches every one, or is no regular expression.</exception>
    public static Redaction Parse(string entry)
    {
        if (entry.Length == 0) throw new FormatException("it is empty, and would match every line");
        if (entry.AsSpan().ContainsAny('\r', '\n')) throw new FormatException("it has a line break, and single lines are looked at");
        var ignoresCase = entry.EndsWith("/i", StringComparison.Ordinal);
        var end = entry.Length - (ignoresCase ? 2 : 1);
        if (entry[0] != '/' || end < 1 || entry[end] != '/') return new Redaction(entry, null);
        if (end == 1) throw new FormatException("the regular expression is empty, and would match every line");
        try
        {
            return new Redaction(entry, Compile(entry[1..end], RegexOptions.CultureInvariant | (ignoresCase ? RegexOptions.IgnoreCase : RegexOptions.None)));
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"it is no regular expression: {exception.Message}", exception);
        }
    }

    /// <summary>Whether a line is to be redacted.</summary>
    /// <exception cref="RegexMatchTimeoutException">It can't be said within <see cref="Patience"/>.</exception>
    public bool Matches(ReadOnlySpan<char> line) => expression?.IsMatch(line) ?? line.Contains(text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => text;

    /// <summary>Output is made by others: it must not be able to make an expression run for long.</summary>
    private static Regex Compile(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException) // it looks around or back, which only the backtracking engine can
        {
            return new Regex(pattern, options | RegexOptions.Compiled, Patience);
        }
    }
}
