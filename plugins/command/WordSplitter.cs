using System.Text;

namespace ReWorkerHost.Plugins.Command;

/// <summary>
/// Splits a command into words as a POSIX shell does: by white space, with single quotes, double quotes and the backslash. There is no
/// expansion, so <c>$</c>, <c>*</c>, <c>~</c>, <c>#</c> and the operators stand for themselves.
/// </summary>
internal sealed class WordSplitter
{
    private readonly string text;
    private readonly List<string> words = [];
    private readonly StringBuilder word = new();
    private bool inWord; // quotes begin a word, even an empty one
    private int position;

    private WordSplitter(string text) => this.text = text;

    /// <summary>Splits a command.</summary>
    /// <exception cref="FormatException">A quote is not closed, or nothing follows the last backslash.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var splitter = new WordSplitter(text);
        while (splitter.position < text.Length) splitter.Take(text[splitter.position++]);
        splitter.EndWord();
        return splitter.words;
    }

    private void Take(char next)
    {
        switch (next)
        {
            case ' ' or '\t' or '\n' or '\r':
                EndWord();
                break;
            case '\'':
                TakeSingleQuoted();
                break;
            case '"':
                TakeDoubleQuoted();
                break;
            case '\\':
                TakeEscaped();
                break;
            default:
                Add(next);
                break;
        }
    }

    private void TakeSingleQuoted()
    {
        var end = text.IndexOf('\'', position);
        if (end < 0) throw NotClosed("single", position);
        word.Append(text, position, end - position);
        inWord = true;
        position = end + 1;
    }

    private void TakeDoubleQuoted()
    {
        var start = position;
        inWord = true;
        while (position < text.Length)
        {
            var next = text[position++];
            if (next == '"') return;
            // Within double quotes the backslash is one, except before what would else have a meaning there.
            if (next == '\\' && position < text.Length && text[position] is '$' or '`' or '"' or '\\' or '\n') TakeEscaped();
            else word.Append(next);
        }

        throw NotClosed("double", start);
    }

    private void TakeEscaped()
    {
        if (position == text.Length) throw new FormatException("nothing follows the backslash at its end: write \\\\ for a backslash");
        var next = text[position++];
        if (next != '\n') Add(next); // an escaped line end joins two lines
    }

    private void Add(char next)
    {
        word.Append(next);
        inWord = true;
    }

    private void EndWord()
    {
        if (inWord) words.Add(word.ToString());
        word.Clear();
        inWord = false;
    }

    private static FormatException NotClosed(string kind, int afterQuote) =>
        new($"the {kind} quote at character {afterQuote} is not closed");
}
