using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReWorkerHost.Playbooks;

/// <summary>Draws the steps of a release. Texts are given as texts and never as markup, so nothing in them is obeyed.</summary>
/// <param name="unicode">Whether the terminal shows more than ASCII.</param>
internal sealed class StepTable(bool unicode)
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly string[] Turning = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
    private static readonly string[] PlainTurning = ["-", "\\", "|", "/"];

    /// <summary>Draws steps with their state, their time and what is to be said of them.</summary>
    /// <param name="rows">The steps.</param>
    /// <param name="width">The width to keep within.</param>
    /// <param name="frame">A number that grows, which turns the sign of the running step.</param>
    /// <param name="elapsed">The time since the running step was sent.</param>
    public IRenderable Draw(IEnumerable<StepRow> rows, int width, int frame, TimeSpan elapsed)
    {
        var lines = new List<IRenderable>();
        string? sequence = null;
        foreach (var row in rows)
        {
            if (row.Step.Sequence is { } description && description != sequence) lines.Add(Line(SafeText.Line(description), width, new Style(decoration: Decoration.Bold)));
            sequence = row.Step.Sequence;
            lines.Add(Step(row, width, frame, elapsed));
            lines.AddRange(Below(row, width));
        }

        return new Rows(lines);
    }

    /// <summary>A text in one line, cut where it is too wide.</summary>
    public static Text Line(string text, int width, Style? style = null) => new(Cut(text, width), style);

    private Text Step(StepRow row, int width, int frame, TimeSpan elapsed)
    {
        var turning = unicode ? Turning : PlainTurning;
        var (icon, style) = row switch
        {
            { End.Kind: StepEndKind.Completed } => (unicode ? "✔" : "+", new Style(Color.Green)),
            { End.Kind: StepEndKind.Stopped } => (unicode ? "■" : "#", new Style(Color.Yellow)),
            { End: not null } => (unicode ? "✘" : "x", new Style(Color.Red)),
            { Sent: null } => (unicode ? "·" : ".", Dim),
            { Started: false } => (turning[frame % turning.Length], Dim),
            _ => (turning[frame % turning.Length], new Style(Color.Blue)),
        };
        var state = row switch
        {
            { End: { } end } => $"{(end.Kind == StepEndKind.Completed ? "" : $"{ReleaseWords.Of(end.Kind)}  ")}{ReleaseWords.Of(end.Elapsed)}",
            { Sent: null } => "",
            { Started: false } => $"waiting for its worker  {ReleaseWords.Of(elapsed)}",
            _ => ReleaseWords.Of(elapsed),
        };
        var name = $"  {icon} {SafeText.Line(row.Step.Name.ToString())}";
        var room = Math.Max(8, width - state.Length - 2);
        var left = Cut(name, room);
        return new Text(Cut($"{left}{new string(' ', Math.Max(0, Math.Min(room, 48) - left.GetCellWidth()))}  {state}".TrimEnd(), width), style);
    }

    private IEnumerable<IRenderable> Below(StepRow row, int width)
    {
        var bar = unicode ? "    │ " : "    | ";
        if (row.End is null or { Kind: not StepEndKind.Completed })
        {
            foreach (var line in row.Output) yield return Line(bar + line, width, Dim);
        }

        if (row.End is null || ReleaseWords.Detail(row.End) is not { Length: > 0 } detail) yield break;
        if (row.End.Kind == StepEndKind.Completed) yield return Line($"    {detail}", width, Dim);
        else yield return new Padder(new Text(detail, new Style(Color.Red)), new Padding(4, 0, 0, 0)); // a reason is never cut
    }

    private static string Cut(string text, int width)
    {
        if (text.GetCellWidth() <= width) return text;
        var length = 0;
        var cells = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            cells += rune.ToString().GetCellWidth();
            if (cells > width) break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length] + "…";
    }
}
