namespace ReWorkerHost.Cli;

/// <summary>Columns of text, as wide as they must be. What is in them is untrusted: it must neither steer the terminal nor fill it.</summary>
internal static class TextTable
{
    private const int LongestCell = 60;

    /// <summary>The lines, the head first.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        List<IReadOnlyList<string>> all = [head, .. rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Printable)])];
        var widths = Enumerable.Range(0, head.Count).Select(column => all.Max(row => row[column].Length)).ToList();
        return all.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string Printable(string text) =>
        string.Concat((text.Length <= LongestCell ? text : $"{text[..LongestCell]}...").Select(character => char.IsControl(character) ? '?' : character));
}
