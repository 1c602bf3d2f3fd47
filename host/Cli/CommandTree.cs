using System.CommandLine;
using System.CommandLine.Invocation;
using ReWorkerHost.Broker;
using ReWorkerHost.Configuration;
using ReWorkerHost.Operations;

namespace ReWorkerHost.Cli;

/// <summary>The commands of the program. Without one it runs the daemon.</summary>
internal static class CommandTree
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>The process's exit code: 0 for success, 1 for a failure, 2 for a command line or settings that can't be used.</returns>
    public static async Task<int> InvokeAsync(string[] arguments)
    {
        var run = RunCommand.Create();
        var parsed = Create(run).Parse(arguments);
        if (parsed.Action is ParseErrorAction) return await RefuseAsync(parsed).ConfigureAwait(false);
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        if (parsed.Action == run.Action) invocation.ProcessTerminationTimeout = null; // the daemon drains first, for as long as it takes
        try
        {
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (ConfigurationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 2;
        }
        catch (Exception exception) when (exception is PrivateBrokerException or StateFolderException or InvalidOperationException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
    }

    /// <summary>Makes all commands.</summary>
    /// <param name="run">The one that runs the daemon.</param>
    public static RootCommand Create(Command run)
    {
        var root = new RootCommand("Hosts worker plugins for the Release Engine: drop a DLL into the plugins folder and it serves its queue.");
        HostOptions.AddTo(root);
        root.Subcommands.Add(run);
        root.Action = run.Action;
        root.Subcommands.Add(CheckCommand.Create());
        root.Subcommands.Add(DescribeCommand.Create());
        root.Subcommands.Add(StatusCommand.Create());
        root.Subcommands.Add(JobsCommand.Create());
        foreach (var order in OrderCommands.Create()) root.Subcommands.Add(order);
        root.Subcommands.Add(SubmitCommand.Create(BrokerLocator.ConnectAsync));
        root.Subcommands.Add(ReleaseCommand.Create(BrokerLocator.ConnectAsync));
        return root;
    }

    /// <summary>Says what is wrong and where to read on; the whole help would push the reason out of sight.</summary>
    private static async Task<int> RefuseAsync(ParseResult parsed)
    {
        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
        var command = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        await Console.Error.WriteLineAsync($"See reworkerhost{command} --help.").ConfigureAwait(false);
        return 2;
    }
}
