using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using ReWorkerHost.Fleet;
using ReWorkerHost.Management;

namespace ReWorkerHost.Cli;

/// <summary>The commands that steer hosts over the bus: each gives one order to one host, some, or all.</summary>
internal static class OrderCommands
{
    /// <summary>Makes them.</summary>
    public static IEnumerable<Command> Create() =>
    [
        OfPlugin("pause", ControlVerb.Pause, "Has plugins take no new steps; those that run go on. It holds until resume, also over a restart."),
        OfPlugin("resume", ControlVerb.Resume, "Has plugins take steps again."),
        Drain(),
        OfPlugin("reload", ControlVerb.Reload, "Loads plugins anew from the folder: one host after another, until one fails."),
        OfPlugin("rollback", ControlVerb.RollBack, "Has the version of a plugin that served before serve again, until the folder holds another: one host after another, until one fails.", canBeAll: false),
        OfPlugin("enable", ControlVerb.Enable, "Switches a plugin on, whatever plugins.json says.", canBeAll: false),
        OfPlugin("disable", ControlVerb.Disable, "Switches a plugin off, whatever plugins.json says.", canBeAll: false),
        Concurrency(),
        Cancel(),
    ];

    private static Command OfPlugin(string name, ControlVerb verb, string description, bool canBeAll = true) =>
        Make(name, description, canBeAll, (_, target) => new ControlRequest(verb, target));

    private static Command Drain()
    {
        var limit = new Option<double>("--limit") { Description = "How many seconds the running steps may take, 0 to 86400. Default: 60.", HelpName = "seconds", DefaultValueFactory = _ => 60, CustomParser = given => FleetOptions.Seconds(given, 0, 86400) };
        var command = Make("drain", "Pauses plugins, and waits until none of their steps runs.", canBeAll: true, (parsed, target) => new ControlRequest(ControlVerb.Drain, target, WaitSeconds: parsed.GetValue(limit)));
        command.Options.Add(limit);
        return command;
    }

    private static Command Make(string name, string description, bool canBeAll, Func<ParseResult, string?, ControlRequest> order)
    {
        var target = new Argument<string?>("plugin") { Description = canBeAll ? "The plugin, or one of its workers. Without it: every plugin of the hosts." : "The plugin, or one of its workers.", Arity = ArgumentArity.ZeroOrOne }; // it may be named by --worker
        var worker = new Option<string?>("--worker") { Description = "The same as the argument.", HelpName = "name" };
        var all = new Option<bool>("--all") { Description = "Every plugin of every host: needed where neither a plugin nor a host is named." };
        var command = new Command(name, description) { target, worker };
        if (canBeAll) command.Options.Add(all);
        var fleet = new FleetOptions(command);
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetValue(target) ?? parsed.GetValue(worker)) is not null) return;
            if (!canBeAll) parsed.AddError($"{name}: name the plugin");
            else if (!parsed.GetValue(all) && !HasHost(parsed)) parsed.AddError($"{name}: name a plugin or a --host; --all means every plugin of every host");
        });
        command.SetAction((parsed, cancellationToken) => fleet.RunAsync(
            parsed,
            async (hosts, token) =>
            {
                var request = order(parsed, parsed.GetValue(target) ?? parsed.GetValue(worker));
                var answers = await hosts.OrderAsync(request, token).ConfigureAwait(false);
                return await ShowAsync(parsed, fleet, answers).ConfigureAwait(false);
            },
            cancellationToken));
        return command;
    }

    private static bool HasHost(CommandResult parsed) => parsed.Children.OfType<OptionResult>().Any(option => option.Option.Name == "--host" && !option.Implicit);

    private static Command Concurrency()
    {
        var worker = new Argument<string>("worker") { Description = "The worker." };
        var number = new Argument<string>("number") { Description = "How many steps it may run at a time, 1 to 1000, or default for what plugins.json says." };
        var command = new Command("concurrency", "Changes how many steps of a worker run at a time on each host.") { worker, number };
        var fleet = new FleetOptions(command);
        number.Validators.Add(given =>
        {
            var text = given.Tokens.Count > 0 ? given.Tokens[0].Value : "";
            if (text != "default" && Number(text) is null) given.AddError($"{text}: expected a number from 1 to 1000, or default");
        });
        command.SetAction((parsed, cancellationToken) => fleet.RunAsync(
            parsed,
            async (hosts, token) => await ShowAsync(parsed, fleet, await hosts.OrderAsync(new ControlRequest(ControlVerb.SetConcurrency, parsed.GetValue(worker), Number(parsed.GetValue(number)!)), token).ConfigureAwait(false)).ConfigureAwait(false),
            cancellationToken));
        return command;
    }

    private static Command Cancel()
    {
        var job = new Argument<string?>("job") { Description = "The job's id, as status and jobs show it.", Arity = ArgumentArity.ZeroOrOne };
        var correlation = new Option<string?>("--correlation-id") { Description = "In place of a job: whatever runs of this release.", HelpName = "id" };
        var command = new Command("cancel", "Cancels a running job: its worker is asked to end, and it is answered failed.") { job, correlation };
        var fleet = new FleetOptions(command);
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetValue(job) is null) == (parsed.GetValue(correlation) is null)) parsed.AddError("cancel: give a job's id, or --correlation-id");
        });
        command.SetAction((parsed, cancellationToken) => fleet.RunAsync(
            parsed, (hosts, token) => CancelAsync(parsed, fleet, hosts, parsed.GetValue(job), parsed.GetValue(correlation), token), cancellationToken));
        return command;
    }

    private static async Task<int> CancelAsync(ParseResult parsed, FleetOptions fleet, FleetOperator hosts, string? job, string? correlationId, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> jobs = [job!];
        if (correlationId is not null)
        {
            var replies = await hosts.JobsAsync(filter: null, cancellationToken).ConfigureAwait(false);
            jobs = [.. replies.SelectMany(reply => reply.Jobs ?? []).Where(running => running.CorrelationId == correlationId).Select(running => running.Id)];
            if (jobs.Count == 0) throw new FleetException($"nothing runs of release {correlationId}");
        }

        var code = 0;
        foreach (var id in jobs) code = Math.Max(code, await ShowAsync(parsed, fleet, await hosts.OrderAsync(new ControlRequest(ControlVerb.Cancel, id), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false));
        return code;
    }

    /// <summary>Shows what became of an order. A host that does not have what it names has nothing to do, unless none has it.</summary>
    private static async Task<int> ShowAsync(ParseResult parsed, FleetOptions fleet, IReadOnlyList<ControlAnswer> answers)
    {
        var shown = answers.Any(answer => answer.Outcome == ControlOutcome.Done) ? answers.Where(answer => answer.Outcome != ControlOutcome.Unknown).ToList() : answers;
        foreach (var answer in shown)
        {
            var line = fleet.IsJson(parsed) ? JsonSerializer.Serialize(answer, ManagementJson.Options) : $"{answer.Host}: {(answer.Outcome == ControlOutcome.Done ? "" : $"{JsonNamingPolicy.CamelCase.ConvertName(answer.Outcome.ToString())}: ")}{answer.Message}";
            await parsed.InvocationConfiguration.Output.WriteLineAsync(line).ConfigureAwait(false);
        }

        return shown.All(answer => answer.Outcome == ControlOutcome.Done) ? 0 : 1;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1000 ? number : null;
}
