using System.CommandLine;
using System.CommandLine.Parsing;
using ReWorkerHost.Configuration;

namespace ReWorkerHost.Cli;

/// <summary><c>describe</c>: the workers in the plugins folder, their subcommands and parameters.</summary>
internal static class DescribeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var worker = new Argument<string?>("worker") { Description = "Only this worker.", Arity = ArgumentArity.ZeroOrOne }.RefuseUnknownOptions();
        var format = new Option<DescriptionFormat>("--format", "-f")
        {
            Description = "text, markdown, json or schema (a JSON Schema of the jobs that the workers take). Default: text.",
            HelpName = "format",
            CustomParser = Format,
        };
        var command = new Command("describe", "Describes the workers in the plugins folder: queues, subcommands, parameters.") { worker, format };
        command.SetAction((parsed, _) => RunAsync(parsed, parsed.GetValue(worker), parsed.GetValue(format)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string? only, DescriptionFormat format)
    {
        var configuration = HostSettings.Read(HostOptions.Settings(parsed)).ReadPlugins();
        var found = await PluginInspection.RunAsync(configuration).ConfigureAwait(false);
        foreach (var (plugin, reason) in found.Problems)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"{plugin} can't be described: {reason}").ConfigureAwait(false);
        }

        var plans = found.Plans.Select(entry => entry.Value).Where(plan => only is null || plan.Worker.Description.Name.Equals(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (only is not null && plans.Count == 0)
        {
            var names = found.Plans.Select(entry => entry.Value.Worker.Description.Name).ToList();
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no worker {only} in {configuration.PluginsFolder}: {NearestName.Suggest(only, names)}").ConfigureAwait(false);
            return 1;
        }

        await parsed.InvocationConfiguration.Output.WriteAsync(WorkerDescriptionText.Write(plans, format)).ConfigureAwait(false);
        return found.Problems.Count == 0 ? 0 : 1;
    }

    private static DescriptionFormat Format(ArgumentResult given)
    {
        if (Enum.GetNames<DescriptionFormat>().FirstOrDefault(name => name.Equals(given.Tokens[0].Value, StringComparison.OrdinalIgnoreCase)) is { } known) return Enum.Parse<DescriptionFormat>(known);
        given.AddError($"--format {given.Tokens[0].Value}: expected text, markdown, json or schema");
        return default;
    }
}
