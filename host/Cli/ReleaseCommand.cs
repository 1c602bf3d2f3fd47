using System.CommandLine;
using ReWorkerHost.Playbooks;
using Spectre.Console;

namespace ReWorkerHost.Cli;

/// <summary><c>release PLAYBOOK</c>: runs a playbook of the Release Engine, step by step.</summary>
internal static class ReleaseCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="broker">Connects to the broker; an <see cref="InvalidOperationException"/> says why it can't.</param>
    public static Command Create(Func<ParseResult, CancellationToken, Task<BrokerAccess>> broker)
    {
        var playbook = new Argument<string>("PLAYBOOK") { Description = "The playbook's file: JSON if its name ends in .json, YAML otherwise." }.RefuseUnknownOptions();
        var plain = new Option<bool>("--plain") { Description = "Show plain lines on a terminal too." };
        var command = new Command("release", "Run a playbook of the Release Engine, step by step.");
        command.Arguments.Add(playbook);
        var options = new ReleaseOptions(command);
        command.Options.Add(plain);
        command.SetAction((parsed, cancellationToken) => new ReleaseSession(parsed, broker).RunAsync(
            () => PrepareAsync(parsed.GetValue(playbook)!, options.Dynamic(parsed), cancellationToken),
            options.Timeout(parsed),
            Progress(parsed, parsed.GetValue(plain)),
            static _ => { },
            cancellationToken));
        return command;
    }

    private static async Task<Release> PrepareAsync(string path, IReadOnlyDictionary<string, string> dynamic, CancellationToken cancellationToken) =>
        Release.Prepare(await PlaybookFile.ReadAsync(path, cancellationToken).ConfigureAwait(false), Path.GetFileNameWithoutExtension(path), dynamic);

    private static IReleaseProgress Progress(ParseResult parsed, bool plain) =>
        plain || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi
            ? new PlainProgress(parsed.InvocationConfiguration.Output)
            : new TerminalProgress(AnsiConsole.Console, TimeProvider.System);
}
