using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReWorkerHost.Playbooks;

/// <summary>
/// Shows a release on a terminal: while it runs, the steps about the running one, drawn again and again; at the end, every step
/// once, so that they stay whatever the terminal's height.
/// </summary>
/// <param name="console">The terminal.</param>
/// <param name="time">The clock.</param>
internal sealed class TerminalProgress(IAnsiConsole console, TimeProvider time) : IReleaseProgress
{
    private const int NoticesKept = 3;
    private static readonly TimeSpan Redrawn = TimeSpan.FromMilliseconds(100);
    private readonly Lock gate = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StepTable table = new(console.Profile.Capabilities.Unicode);
    private readonly List<string> notices = [];
    private List<StepRow> rows = [];
    private int running;
    private int frame;
    private Task drawing = Task.CompletedTask;

    private int Width => Math.Max(20, console.Profile.Width - 1);

    /// <inheritdoc/>
    public void ReleaseBegins(Release release, string releaseId)
    {
        rows = [.. release.Steps.Select(step => new StepRow(step))];
        console.Write(StepTable.Line(SafeText.Line(release.Name), Width, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.Write(StepTable.Line($"group {SafeText.Line(release.Group)}, release {releaseId}", Width, new Style(decoration: Decoration.Dim)));
        console.WriteLine();
        drawing = DrawAsync();
    }

    /// <inheritdoc/>
    public void StepSent(ReleaseStep step) => Change(step, row => row.Sent = time.GetTimestamp());

    /// <inheritdoc/>
    public void StepStarted(ReleaseStep step) => Change(step, row => row.Started = true);

    /// <inheritdoc/>
    public void Output(string text)
    {
        lock (gate)
        {
            foreach (var line in SafeText.Lines(text)) rows[running].Add(line);
        }
    }

    /// <inheritdoc/>
    public void Notice(string text)
    {
        lock (gate)
        {
            notices.Add(SafeText.Line(text));
        }
    }

    /// <inheritdoc/>
    public void StepEnded(ReleaseStep step, StepEnd end) => Change(step, row => row.End = end);

    /// <inheritdoc/>
    public async Task ReleaseEndedAsync(Release release, ReleaseResult result)
    {
        await DisposeAsync().ConfigureAwait(false);
        console.Write(table.Draw(rows, Width, 0, TimeSpan.Zero));
        foreach (var notice in notices) console.Write(new Text($"! {notice}\n", new Style(Color.Yellow)));
        console.WriteLine();
        var color = result.LastEnd.Kind switch { StepEndKind.Completed => Color.Green, StepEndKind.Stopped => Color.Yellow, _ => Color.Red };
        console.Write(new Text(ReleaseWords.Summary(release, result) + "\n", new Style(color)));
    }

    /// <summary>Ends the drawing, which gives the terminal its cursor back.</summary>
    public async ValueTask DisposeAsync()
    {
        ended.TrySetResult();
        await drawing.ConfigureAwait(false);
    }

    private void Change(ReleaseStep step, Action<StepRow> change)
    {
        lock (gate)
        {
            running = step.Number - 1;
            change(rows[running]);
        }
    }

    private Task DrawAsync() => console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
    {
        while (!ended.Task.IsCompleted)
        {
            live.UpdateTarget(Draw());
            await Task.WhenAny(Task.Delay(Redrawn, time), ended.Task).ConfigureAwait(false);
        }
    });

    private Rows Draw()
    {
        lock (gate)
        {
            var row = rows[running];
            var elapsed = row.Sent is { } sent ? time.GetElapsedTime(sent) : TimeSpan.Zero;
            var (from, count) = Window();
            var lines = new List<IRenderable>();
            if (from > 0) lines.Add(StepTable.Line($"  {from} of {rows.Count} steps completed before these", Width, new Style(decoration: Decoration.Dim)));
            lines.Add(table.Draw(rows.Skip(from).Take(count), Width, frame++, elapsed));
            if (from + count < rows.Count) lines.Add(StepTable.Line($"  {rows.Count - from - count} more steps after these", Width, new Style(decoration: Decoration.Dim)));
            lines.AddRange(notices.TakeLast(NoticesKept).Select(notice => StepTable.Line($"! {notice}", Width, new Style(Color.Yellow))));
            return new Rows(lines);
        }
    }

    /// <summary>The steps that fit: each may take two lines, the running one and its output more; where titles are many, the end is cropped.</summary>
    private (int From, int Count) Window()
    {
        var fits = Math.Max(1, (console.Profile.Height - 10) / 2);
        var from = Math.Clamp(running - (fits / 2), 0, Math.Max(0, rows.Count - fits));
        return (from, Math.Min(fits, rows.Count - from));
    }
}
