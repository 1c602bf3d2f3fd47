using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ReWorkerHost.Configuration;
using ReWorkerHost.Fleet;
using ReWorkerHost.Journal;
using ReWorkerHost.Management;

namespace ReWorkerHost.Cli;

/// <summary>
/// <c>jobs</c>: what ran, when, for how long and how it ended, as the journals remember it. That of the state folder is read as a file, so
/// that no running daemon is needed; others are asked over the bus.
/// </summary>
internal static class JobsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var correlation = new Option<string?>("--correlation-id") { Description = "Only the jobs of this release.", HelpName = "id" };
        var worker = new Option<string?>("--worker") { Description = "Only the jobs of this worker.", HelpName = "name" };
        var state = new Option<JobState?>("--job-state") { Description = "Only the jobs in this state: running, decided, answered, unroutable or returned.", HelpName = "state" };
        var last = new Option<int>("--last") { Description = "The last so many of them, of each host. Default: 20.", HelpName = "number", DefaultValueFactory = _ => 20 };
        var all = new Option<bool>("--fleet") { Description = "The jobs of all hosts at the broker, which are asked over the bus; --host asks single ones." };
        var command = new Command("jobs", "Shows jobs: when they ran, for how long and how they ended; of this host from its journal, where no running daemon is needed, or of hosts at the broker.") { correlation, worker, state, last, all };
        var fleet = new FleetOptions(command);
        last.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) || number < 1)) result.AddError("--last: expected a number from 1");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var filter = new JobFilter(parsed.GetValue(correlation), parsed.GetValue(worker), parsed.GetValue(state), parsed.GetValue(last));
            return parsed.GetValue(all) || fleet.NamesHosts(parsed) ? AskAsync(parsed, fleet, filter, cancellationToken) : ReadAsync(parsed, fleet, filter);
        });
        return command;
    }

    private static async Task<int> ReadAsync(ParseResult parsed, FleetOptions fleet, JobFilter filter)
    {
        var settings = HostSettings.Read(HostOptions.Settings(parsed));
        var error = parsed.InvocationConfiguration.Error;
        if (!File.Exists(settings.JournalFile))
        {
            await error.WriteLineAsync($"There is no journal {settings.JournalFile}: name the host's state folder with --state. A host with Host:Journal=off keeps none.").ConfigureAwait(false);
            return 1;
        }

        try
        {
            await ShowAsync(parsed, fleet, [.. JournalHistory.Read(settings.JournalFile, filter).Select(job => JobDetails.Of(job, settings.Name))]).ConfigureAwait(false);
            return 0;
        }
        catch (InvalidDataException exception)
        {
            await error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static Task<int> AskAsync(ParseResult parsed, FleetOptions fleet, JobFilter filter, CancellationToken cancellationToken) => fleet.RunAsync(
        parsed,
        async (hosts, token) =>
        {
            var replies = await hosts.JobsAsync(filter, token).ConfigureAwait(false);
            await ShowAsync(parsed, fleet, [.. replies.SelectMany(reply => reply.Jobs ?? []).OrderBy(job => job.ReceivedAt)]).ConfigureAwait(false);
            foreach (var reply in replies.Where(reply => reply.Error is not null)) await parsed.InvocationConfiguration.Error.WriteLineAsync($"{reply.Host}: {reply.Error}").ConfigureAwait(false);
            return replies.All(reply => reply.Error is null) ? 0 : 1;
        },
        cancellationToken);

    private static async Task ShowAsync(ParseResult parsed, FleetOptions fleet, IReadOnlyList<JobDetails> jobs)
    {
        foreach (var line in fleet.IsJson(parsed) ? jobs.Select(job => JsonSerializer.Serialize(job, ManagementJson.Options)) : JobTable.Lines(jobs))
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync(line).ConfigureAwait(false);
        }
    }
}
