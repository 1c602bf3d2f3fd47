using System.CommandLine;
using ReWorkerHost.Configuration;
using ReWorkerHost.Discovery;

namespace ReWorkerHost.Cli;

/// <summary><c>check</c>: would the daemon run as it is configured? No broker is needed.</summary>
internal static class CheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var playbooks = new Argument<string[]>("PLAYBOOK")
        {
            Description = "Playbooks to check against the workers in the folder; without one, the settings and the plugins are checked.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        }.RefuseUnknownOptions();
        var elsewhere = new Option<string[]>("--elsewhere") { Description = "A worker or transport that another host serves; may be repeated.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var strict = new Option<bool>("--strict") { Description = "Warnings about a playbook are problems." };
        var hashes = new Option<bool>("--hashes") { Description = "Prints the hash of the files of each plugin in the folder, for sha256 in plugins.json; nothing of them is run." };
        var command = new Command(
            "check",
            "Checks settings, plugins.json and every plugin in the folder, or playbooks, without a broker. Exit code 0 where all is well, 1 where there are problems, 2 where the settings can't be used or a playbook can't be read.") { playbooks, elsewhere, strict, hashes };
        var dynamic = new DynamicOption(command);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(playbooks) is { Length: > 0 } files
            ? new PlaybookCheck(parsed.GetValue(elsewhere)!, parsed.GetValue(strict))
                .RunAsync(files, dynamic.Values(parsed), HostSettings.Read(HostOptions.Settings(parsed)).ReadPlugins(), parsed.InvocationConfiguration, cancellationToken)
            : parsed.GetValue(hashes) ? HashAsync(parsed) : RunAsync(parsed));
        return command;
    }

    private static async Task<int> HashAsync(ParseResult parsed)
    {
        var found = new PluginsFolder(HostSettings.Read(HostOptions.Settings(parsed)).ReadPlugins().PluginsFolder).Scan();
        foreach (var plugin in found.Plugins) await parsed.InvocationConfiguration.Output.WriteLineAsync($"{plugin.ContentHash}  {plugin.Name} {plugin.Facts.Version}").ConfigureAwait(false);
        foreach (var problem in found.Problems) await parsed.InvocationConfiguration.Error.WriteLineAsync($"{problem.Name}: {problem.Reason}").ConfigureAwait(false);
        return found.Problems.Count == 0 ? 0 : 1;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        var source = HostOptions.Settings(parsed);
        var broker = BrokerSettings.Read(source);
        var settings = HostSettings.Read(source);
        MonitoringSettings.Read(source);
        var configuration = settings.ReadPlugins();
        var output = parsed.InvocationConfiguration.Output;
        var file = File.Exists(settings.PluginsFile) ? settings.PluginsFile : $"{settings.PluginsFile} (not there: the defaults)";
        await output.WriteLineAsync($"plugins.json: {file}").ConfigureAwait(false);
        await output.WriteLineAsync($"plugins folder: {configuration.PluginsFolder}").ConfigureAwait(false);
        await output.WriteLineAsync($"broker: {(broker.Host is null ? "a private node" : broker.Display)}").ConfigureAwait(false);
        var found = await PluginInspection.RunAsync(configuration).ConfigureAwait(false);
        foreach (var (plugin, plan) in found.Plans)
        {
            await output.WriteLineAsync($"ok       {plugin}: {plan.Queue} (bound by {string.Join(", ", plan.Bindings)}; {plan.Options.Concurrency} at a time)").ConfigureAwait(false);
        }

        foreach (var name in found.Desired.Disabled) await output.WriteLineAsync($"off      {name}").ConfigureAwait(false);
        foreach (var name in found.Desired.Absent) await output.WriteLineAsync($"absent   {name}: plugins.json configures it, and it is not in the folder").ConfigureAwait(false);
        foreach (var (plugin, reason) in found.Problems) await output.WriteLineAsync($"refused  {plugin}: {reason}").ConfigureAwait(false);
        return found.Problems.Count == 0 ? 0 : 1;
    }
}
