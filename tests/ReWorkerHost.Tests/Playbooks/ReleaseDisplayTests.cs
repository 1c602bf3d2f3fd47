using System.Text.Json;
using System.Text.RegularExpressions;
using ReWorkerHost.Playbooks;
using ReWorkerHost.Tests.Fixtures;
using Spectre.Console;

namespace ReWorkerHost.Tests.Playbooks;

/// <summary>What a person sees of a release.</summary>
public sealed partial class ReleaseDisplayTests : IDisposable
{
    private const string Nasty = "[red]no markup[/] \u001b[2J\u001b]0;title\u0007and more";
    private readonly StringWriter written = new();
    private readonly TextWriter writer;
    private readonly Release release = Release.Prepare(
        PlaybookFile.Parse("{group: g, execution: [{description: 'the [bold]sequence[/]', hosts: [], steps: ['sleep:Nap', 'noop:Noop', 'a:[b]']}]}", isJson: false), "my release", new Dictionary<string, string>());

    public ReleaseDisplayTests() => writer = TextWriter.Synchronized(written);

    public void Dispose() => written.Dispose();

    [Fact]
    public async Task Plain_lines_are_one_for_each_event()
    {
        await using var progress = new PlainProgress(writer);

        await FailAtTheSecondAsync(progress);

        Assert.Equal(
            """
            my release (group g), release the-id
            [1/3] sleep:Nap sent
            [1/3] sleep:Nap started
                | one
                | [red]no markup[/] and more
            [1/3] sleep:Nap completed in 0.51 s: 0.5
            [2/3] noop:Noop sent
                ! odd
            [2/3] noop:Noop failed in 0.02 s: a reason
            my release: failed at step 2 of 3, noop:Noop; 1 completed, 1 not run, in 0.60 s

            """,
            written.ToString());
    }

    [Fact]
    public async Task A_terminal_shows_the_running_step_with_its_output_and_at_the_end_every_step()
    {
        await using var progress = new TerminalProgress(Terminal(), TimeProvider.System);
        progress.ReleaseBegins(release, "the-id");
        progress.StepSent(release.Steps[0]);
        progress.StepStarted(release.Steps[0]);
        progress.Output(Nasty);
        await Eventually.HoldsAsync(() => Written().Contains("│ [red]no markup[/] and more", StringComparison.Ordinal), "the output is shown");

        await progress.ReleaseEndedAsync(release, End(progress, release.Steps[0], StepEndKind.TimedOut, "too late"));

        var shown = Sequence().Replace(Written(), "\n");
        Assert.Contains("the [bold]sequence[/]", shown, StringComparison.Ordinal);
        Assert.Matches(@"✘ sleep:Nap +timed out  0\.02 s", shown);
        Assert.Contains("too late", shown, StringComparison.Ordinal);
        Assert.Contains("  · a:[b]", shown, StringComparison.Ordinal);
        Assert.Contains("my release: failed at step 1 of 3, sleep:Nap; 0 completed, 2 not run", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("title", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", written.ToString(), StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 80, line));
    }

    [Fact]
    public async Task A_terminal_that_is_given_up_has_its_cursor_again()
    {
        var progress = new TerminalProgress(Terminal(), TimeProvider.System);
        progress.ReleaseBegins(release, "the-id");
        await Eventually.HoldsAsync(() => Written().Contains("\x1b[?25l", StringComparison.Ordinal), "the cursor is hidden");

        await progress.DisposeAsync();

        Assert.EndsWith("\x1b[?25h", Written().TrimEnd(), StringComparison.Ordinal);
    }

    private IAnsiConsole Terminal()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        (console.Profile.Width, console.Profile.Height, console.Profile.Capabilities.Unicode) = (80, 24, true);
        return console;
    }

    /// <summary>What was written so far; the writer may be in use.</summary>
    private string Written()
    {
        lock (writer)
        {
            return written.ToString();
        }
    }

    private async Task FailAtTheSecondAsync(PlainProgress progress)
    {
        progress.ReleaseBegins(release, "the-id");
        progress.StepSent(release.Steps[0]);
        progress.StepStarted(release.Steps[0]);
        progress.Output($"one\n{Nasty}\n");
        progress.StepEnded(release.Steps[0], new StepEnd(StepEndKind.Completed, TimeSpan.FromSeconds(0.51), JsonSerializer.SerializeToElement(0.5), null));
        progress.StepSent(release.Steps[1]);
        progress.Notice("odd");
        var end = new StepEnd(StepEndKind.Failed, TimeSpan.FromSeconds(0.02), JsonSerializer.SerializeToElement("a reason"), null);
        progress.StepEnded(release.Steps[1], end);
        await progress.ReleaseEndedAsync(release, new ReleaseResult("the-id", 1, release.Steps[1], end, TimeSpan.FromSeconds(0.6)));
    }

    private static ReleaseResult End(TerminalProgress progress, ReleaseStep step, StepEndKind kind, string reason)
    {
        var end = new StepEnd(kind, TimeSpan.FromSeconds(0.02), null, reason);
        progress.StepEnded(step, end);
        return new ReleaseResult("the-id", 0, step, end, TimeSpan.FromSeconds(0.6));
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Sequence();
}
