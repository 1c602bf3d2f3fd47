using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ReWorkerHost.Configuration;
using ReWorkerHost.Journal;
using ReWorkerHost.Operations;

namespace ReWorkerHost.Cli;

/// <summary><c>jobs</c>: what ran, when, for how long and how it ended, as the journal remembers it; a running daemon is not needed.</summary>
internal static class JobsCommand
{
    private const int LongestCell = 60;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var correlation = new Option<string?>("--correlation-id") { Description = "Only the jobs of this release.", HelpName = "id" };
        var worker = new Option<string?>("--worker") { Description = "Only the jobs of this worker.", HelpName = "name" };
        var state = new Option<JobState?>("--job-state") { Description = "Only the jobs in this state: running, decided, answered, unroutable or returned.", HelpName = "state" };
        var last = new Option<int>("--last") { Description = "The last so many of them. Default: 20.", HelpName = "number", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "JSON, one object a line, with the reply where it was kept." };
        var command = new Command("jobs", "Shows the jobs of this host from its journal: when they ran, for how long and how they ended. No running daemon is needed.") { correlation, worker, state, last, json };
        last.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) || number < 1)) result.AddError("--last: expected a number from 1");
        });
        command.SetAction((parsed, _) => RunAsync(
            parsed, new JobFilter(parsed.GetValue(correlation), parsed.GetValue(worker), parsed.GetValue(state), parsed.GetValue(last)), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, JobFilter filter, bool isJson)
    {
        var path = HostSettings.Read(HostOptions.Settings(parsed)).JournalFile;
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (!File.Exists(path))
        {
            await error.WriteLineAsync($"There is no journal {path}: name the host's state folder with --state. A host with Host:Journal=off keeps none.").ConfigureAwait(false);
            return 1;
        }

        try
        {
            var jobs = JournalHistory.Read(path, filter);
            foreach (var line in isJson ? jobs.Select(Json) : Table(jobs)) await output.WriteLineAsync(line).ConfigureAwait(false);
            return 0;
        }
        catch (InvalidDataException exception)
        {
            await error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static IEnumerable<string> Table(IReadOnlyList<JobRecord> jobs)
    {
        if (jobs.Count == 0) return ["No job fits."];
        string[] head = ["RECEIVED", "TOOK", "STATE", "OUTCOME", "STEP", "RELEASE", "JOB"];
        List<string[]> rows = [head, .. jobs.Select(Row)];
        var widths = Enumerable.Range(0, head.Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] Row(JobRecord job) =>
    [
        job.ReceivedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        Took(job) is { } took ? took.ToString("0.000 s", CultureInfo.InvariantCulture) : "-",
        Name(job.State),
        job.Outcome is { } outcome ? Name(outcome) : "-",
        Printable($"{job.Worker}:{job.Subcommand}"),
        Printable(job.CorrelationId ?? "-"),
        job.Id,
    ];

    private static double? Took(JobRecord job) => job.DecidedAt is { } decided ? (decided - job.ReceivedAt).TotalSeconds : null;

    private static string Json(JobRecord job) => JsonSerializer.Serialize(new
    {
        id = job.Id,
        plugin = job.Plugin,
        worker = job.Worker,
        subcommand = job.Subcommand,
        correlationId = job.CorrelationId,
        state = Name(job.State),
        outcome = job.Outcome is { } outcome ? Name(outcome) : null,
        receivedAt = job.ReceivedAt,
        decidedAt = job.DecidedAt,
        answeredAt = job.AnsweredAt,
        seconds = Took(job),
        reply = job.Reply,
    });

    private static string Name(Enum value) => value.ToString().ToLowerInvariant();

    /// <summary>What a job carries is untrusted: it must neither steer the terminal nor fill it.</summary>
    private static string Printable(string text) =>
        string.Concat((text.Length <= LongestCell ? text : $"{text[..LongestCell]}...").Select(character => char.IsControl(character) ? '?' : character));
}
