using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Git;

/// <summary>Runs git and scripts for one step, in its workspace, and tells the users of the release what they say.</summary>
internal sealed class GitProgram
{
    private readonly GitOptions options;
    private readonly StartInfo starts;
    private readonly StepContext step;
    private readonly Redaction redaction;

    /// <summary>Prepares for a step.</summary>
    public GitProgram(GitOptions options, SessionLauncher launcher, Workspace workspace, StepContext step, RepositoryAddress repository)
    {
        this.options = options;
        this.step = step;
        starts = new StartInfo(options, launcher, workspace);
        redaction = new Redaction(options, repository);
    }

    /// <summary>Runs git.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends it, with all that it has started.</param>
    /// <param name="goesOut">Whether it speaks with the repository.</param>
    /// <exception cref="StepFailedException">It takes too long.</exception>
    public Task<ProgramResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, bool goesOut = false)
    {
        var progress = new ProgressLines();
        var run = new ProgramRun(
            starts.Git(arguments, goesOut ? redaction.Header : null),
            keepsOutput: true,
            (line, token) => progress.IsWorthTelling(line) ? step.Output.DebugAsync(redaction.Clean(line), token) : Task.CompletedTask,
            step.Logger);
        return LimitAsync(run, options.Timeout, $"git {arguments[0]}", "timeout", cancellationToken);
    }

    /// <summary>Runs git where anything but success is a failure of the step.</summary>
    /// <exception cref="StepFailedException">It failed; the text says at what, and what git says.</exception>
    public async Task<string> RequireAsync(string what, IReadOnlyList<string> arguments, CancellationToken cancellationToken, bool goesOut = false)
    {
        var result = await RunAsync(arguments, cancellationToken, goesOut).ConfigureAwait(false);
        return result.ExitCode == 0 ? result.Output.TrimEnd('\n') : throw Failure(what, result);
    }

    /// <summary>Runs a script of the settings.</summary>
    /// <exception cref="StepFailedException">It failed or took too long.</exception>
    public async Task ScriptAsync(string name, CancellationToken cancellationToken)
    {
        var run = new ProgramRun(starts.Script(options.Scripts[name]), keepsOutput: false, (line, token) => step.Output.InfoAsync(redaction.Clean(line), token), step.Logger);
        var result = await LimitAsync(run, options.ScriptTimeout, $"the script {name}", "script_timeout", cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0) throw new StepFailedException($"the script {name} ended with exit code {result.ExitCode}, nothing was pushed: {Tail(result)}");
    }

    /// <summary>What git's failure at something is in words.</summary>
    public StepFailedException Failure(string what, ProgramResult result)
    {
        var said = result.LastLines.Where(line => IsSaid(line, "fatal: ") || IsSaid(line, "error: ") || IsSaid(line, "remote: ")).ToList();
        var text = said.Count > 0 ? redaction.Clean(string.Join("; ", said)) : Tail(result);
        return new StepFailedException($"{what}: git says: {Shorten(text)}{Remedy(string.Join('\n', result.LastLines))}");
    }

    private static bool IsSaid(string line, string beginning) => line.StartsWith(beginning, StringComparison.Ordinal) && line.Length > beginning.Length + 3;

    private static string Shorten(string text) => text.Length <= 1000 ? text : $"{text[..1000]}...";

    private static string Remedy(string text)
    {
        if (text.Contains("could not read Username", StringComparison.Ordinal) || text.Contains("Authentication failed", StringComparison.Ordinal))
        {
            return $": give the right user and password in {GitOptions.Path}.credentials or in the address";
        }

        if (text.Contains("Host key verification failed", StringComparison.Ordinal)) return $": add the host's key to the known hosts ({GitOptions.Path}.ssh_known_hosts_file)";
        return text.Contains("Permission denied (", StringComparison.Ordinal) ? $": give a key that the server takes ({GitOptions.Path}.ssh_key_file)" : "";
    }

    private string Tail(ProgramResult result) => Shorten(redaction.Clean(string.Join("; ", result.LastLines.Where(line => line.Length > 0).TakeLast(3))));

    private static async Task<ProgramResult> LimitAsync(ProgramRun run, TimeSpan most, string what, string key, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(most);
        try
        {
            return await run.RunAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StepFailedException($"{what} did not end within {most.TotalSeconds} s ({GitOptions.Path}.{key}), and was ended");
        }
    }
}
