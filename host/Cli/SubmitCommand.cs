using System.CommandLine;
using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Cli;

/// <summary>
/// <c>submit WORKER:SUBCOMMAND [NAME=VALUE ...]</c>: runs one step. Its data goes to the standard output, and nothing else does,
/// so that programs can read it; what happens meanwhile goes to the standard error.
/// </summary>
internal static class SubmitCommand
{
    private const string Group = "submit"; // the job's group, where a playbook would name its owner

    /// <summary>Makes the command.</summary>
    /// <param name="broker">Connects to the broker; an <see cref="InvalidOperationException"/> says why it can't.</param>
    public static Command Create(Func<ParseResult, CancellationToken, Task<BrokerAccess>> broker)
    {
        var step = new Argument<string>("WORKER:SUBCOMMAND") { Description = "The worker and what it shall do." }.RefuseUnknownOptions();
        var pairs = new Argument<string[]>("NAME=VALUE")
        {
            Description = "The step's parameters. A value that is JSON is taken as JSON, anything else as a string.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        }.RefuseUnknownOptions();
        var hosts = new Option<string[]>("--host") { Description = "A host that the step is for; may be given several times.", HelpName = "HOST", DefaultValueFactory = _ => [] };
        var json = new Option<string?>("--json") { Description = "The step's parameters as a JSON object, with 'dynamic' and 'notify' as in a playbook.", HelpName = "OBJECT" };
        var command = new Command("submit", "Run one step; print its data as JSON.") { step, pairs, hosts };
        var options = new ReleaseOptions(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellationToken) => new ReleaseSession(parsed, broker).RunAsync(
            () => Task.FromResult(Prepare(
                new SubmittedStep(parsed.GetValue(step)!, parsed.GetValue(pairs)!, parsed.GetValue(json)), parsed.GetValue(hosts)!, options.Dynamic(parsed))),
            options.Timeout(parsed),
            new PlainProgress(parsed.InvocationConfiguration.Error, showData: false),
            result => Print(result, parsed.InvocationConfiguration.Output),
            cancellationToken));
        return command;
    }

    private static Release Prepare(SubmittedStep submitted, string[] hosts, IReadOnlyDictionary<string, string> dynamic)
    {
        var step = submitted.Read([.. dynamic.Keys]);
        return Release.Prepare(new Playbook(Group, step.Name.ToString(), [new ExecutionSequence(null, hosts, [step])]), "", dynamic);
    }

    private static void Print(ReleaseResult result, TextWriter output)
    {
        if (result.LastEnd.Data is { } data) output.WriteLine(SafeText.Json(data));
    }
}
