using System.Text;

namespace ReWorkerHost.Plugins.Command;

/// <summary>
/// Makes lines out of bytes as they come: UTF-8, with what is not valid replaced. A line longer than the limit is passed on in
/// pieces, so that a program without line ends needs no more memory than any other.
/// </summary>
internal sealed class LineAssembler
{
    /// <summary>The most characters of a line.</summary>
    public const int Limit = 8192;

    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder line = new();
    private char[] characters = [];
    private bool afterReturn;

    /// <summary>Takes bytes and gives the lines that they complete. The lines must be read to their end before the next call.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="atEnd">No more will come: what is left over is a line too.</param>
    public IEnumerable<string> Take(ReadOnlySpan<byte> bytes, bool atEnd)
    {
        var most = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (characters.Length < most) characters = new char[most];
        return Split(decoder.GetChars(bytes, characters, flush: atEnd), atEnd);
    }

    private IEnumerable<string> Split(int count, bool atEnd)
    {
        for (var i = 0; i < count; i++)
        {
            var next = characters[i];
            var isSecondOfPair = next == '\n' && afterReturn; // of \r\n, which is one line end
            afterReturn = next == '\r';
            if (isSecondOfPair) continue;
            if (next is '\n' or '\r')
            {
                yield return Complete();
                continue;
            }

            if (line.Length >= Limit - 1 && (line.Length == Limit || char.IsHighSurrogate(next))) yield return Complete();
            line.Append(next);
        }

        if (atEnd && line.Length > 0) yield return Complete();
    }

    private string Complete()
    {
        var complete = line.ToString();
        line.Clear();
        return complete;
    }
}
