using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ReWorkerHost.Cli;
using ReWorkerHost.Journal;
using ReWorkerHost.Tests.Fixtures;
using ReWorkerHost.Tests.Journal;

namespace ReWorkerHost.Tests.Cli;

public sealed class JobsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Jobs_are_shown_while_a_host_writes_the_journal()
    {
        using var journal = await WriteAsync();

        var (code, output, _) = await InvokeAsync();

        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("RECEIVED", lines[0], StringComparison.Ordinal);
        Assert.Contains("answered    completed  service:Restart  release-1", lines[1], StringComparison.Ordinal);
        Assert.Contains("unroutable  timedOut   service:Restart  release-2", lines[2], StringComparison.Ordinal);
        Assert.Contains("running     -          service:Restart  release-2", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--correlation-id", "release-1")]
    [InlineData(2, "--correlation-id", "release-2")]
    [InlineData(3, "--worker", "SERVICE")]
    [InlineData(0, "--worker", "other")]
    [InlineData(1, "--job-state", "running")]
    [InlineData(1, "--job-state", "unroutable")]
    [InlineData(2, "--last", "2")]
    public async Task Jobs_are_chosen_by_options(int count, params string[] options)
    {
        using (await WriteAsync())
        {
        }

        var (code, output, _) = await InvokeAsync(["--json", .. options]);

        Assert.Equal(0, code);
        Assert.Equal(count, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Json_holds_the_times_and_the_reply()
    {
        using (await WriteAsync())
        {
        }

        var (_, output, _) = await InvokeAsync("--json", "--correlation-id", "release-1");

        var job = JsonElement.Parse(output);
        Assert.Equal("completed", job.GetProperty("outcome").GetString());
        Assert.Equal(1.5, job.GetProperty("seconds").GetDouble());
        Assert.Equal("""{"status":"completed"}""", job.GetProperty("reply").GetString());
    }

    [Fact]
    public async Task Without_a_journal_it_is_said_where_one_was_looked_for()
    {
        var (code, _, error) = await InvokeAsync();

        Assert.Equal(1, code);
        Assert.Contains($"There is no journal {folder["journal.db"]}: name the host's state folder with --state", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_journal_is_refused()
    {
        folder.Write("journal.db", "this is no journal, only a text that is long enough");

        var (code, _, error) = await InvokeAsync();

        Assert.Equal(1, code);
        Assert.Contains("can't be read", error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private async Task<SqliteJournal> WriteAsync()
    {
        var clock = new ManualClock();
        var journal = SqliteJournal.Open(folder["journal.db"], JournalMode.Fast, new JournalLimits(TimeSpan.FromDays(1), 1000), clock, NullLogger.Instance);
        var jobs = new List<JournalEntry>();
        foreach (var release in (string[])["release-1", "release-2", "release-2"]) jobs.Add(Entries.New(clock, release));
        foreach (var job in jobs) await journal.AcceptAsync(job);
        clock.Advance(TimeSpan.FromSeconds(1.5));
        await journal.DecideAsync(jobs[0], JobOutcome.Completed, """{"status":"completed"}"""u8.ToArray());
        await journal.DecideAsync(jobs[1], JobOutcome.TimedOut, """{"status":"failed"}"""u8.ToArray());
        journal.Finish(jobs[0], JobState.Answered);
        journal.Finish(jobs[1], JobState.Unroutable);
        await journal.KeepAsync(jobs[2]); // commits what waits
        return journal;
    }

    private async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = CommandTree.Create(RunCommand.Create());
        var code = await root.Parse(["jobs", "--set", $"Host:StateFolder={folder.Path}", .. options]).InvokeAsync(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
