using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Command;

/// <summary>
/// Runs programs of the host, without a shell and only those that its settings allow. Their output goes to the users of the release
/// while they run; on a time-out or a cancel they are killed with all that they have started.
/// </summary>
[Worker("command", Description = "Runs programs that the host allows.")]
public sealed class CommandWorker(CommandOptions options, SessionLauncher launcher) : Worker
{
    private readonly AllowList allowed = new(options);
    private IReadOnlyList<string>? arguments;

    /// <inheritdoc/>
    public override void Validate(StepContext step, object? parameters)
    {
        if (parameters is not CommandParameters command) return;
        var words = ArgumentReader.Read(command.Cmd);
        allowed.Verify(words[0]);
        arguments = words;
    }

    /// <summary>Runs a program and waits for its end.</summary>
    /// <returns>The exit code, which is 0, and the last lines of the output.</returns>
    /// <exception cref="StepFailedException">It could not be started, or ended with another exit code.</exception>
    [Subcommand(Description = "Runs a program and waits for its end; fails where its exit code is not 0.")]
    public async Task<CommandReport> Run(CommandParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (arguments is null) throw new InvalidOperationException($"{nameof(Validate)} must be called first: it decides whether the program may be run.");
        var start = StartInfo.Create(options, launcher, arguments);
        using var output = new CommandOutput(step.Output);
        var exitCode = await new ProcessRun(start, output, step.Logger).RunAsync(cancellationToken).ConfigureAwait(false);
        var report = new CommandReport(exitCode, output.LastLines);
        return exitCode == 0 ? report : throw new StepFailedException($"{arguments[0]} ended with exit code {exitCode}", report);
    }
}
