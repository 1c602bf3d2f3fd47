using System.CommandLine;
using ReWorkerHost.Playbooks;

namespace ReWorkerHost.Cli;

/// <summary>Runs one release for a command: connects, shows, and says in the exit code how it ended.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="broker">Connects to the broker.</param>
internal sealed class ReleaseSession(ParseResult parsed, Func<ParseResult, CancellationToken, Task<BrokerAccess>> broker)
{
    /// <summary>What a process exits with that a person stopped.</summary>
    public const int Stopped = 130;

    private TextWriter Error => parsed.InvocationConfiguration.Error;

    /// <summary>Runs a release.</summary>
    /// <param name="prepare">Reads what shall be run; nothing is connected or sent unless that succeeds.</param>
    /// <param name="timeout">How long a step may take.</param>
    /// <param name="progress">Who shows it.</param>
    /// <param name="ended">Told of the end.</param>
    /// <param name="cancellationToken">Ends the following.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        Func<Task<Release>> prepare, TimeSpan? timeout, IReleaseProgress progress, Action<ReleaseResult> ended, CancellationToken cancellationToken)
    {
        using var stop = new StopSignal(cancellationToken);
        try
        {
            var release = await prepare().ConfigureAwait(false);
            var access = await broker(parsed, stop.Token).ConfigureAwait(false);
            await using (access.Connection.ConfigureAwait(false))
            await using (progress.ConfigureAwait(false))
            {
                var result = await new ReleaseRun(access.Connection, access.Exchange, progress, TimeProvider.System)
                    .RunAsync(release, timeout, stop.Token).ConfigureAwait(false);
                ended(result);
                return result.ExitCode;
            }
        }
        catch (PlaybookException exception)
        {
            var count = exception.Problems.Count;
            await Error.WriteLineAsync($"Nothing was sent, for there {(count == 1 ? "is an error" : $"are {count} errors")}:").ConfigureAwait(false);
            foreach (var problem in exception.Problems) await Error.WriteLineAsync($"  {SafeText.Line(problem.ToString())}").ConfigureAwait(false);
            return 1;
        }
        catch (InvalidOperationException exception)
        {
            await Error.WriteLineAsync(SafeText.Line(exception.Message)).ConfigureAwait(false);
            return 1;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Error.WriteLineAsync("Stopped; nothing was sent.").ConfigureAwait(false);
            return Stopped;
        }
    }
}
