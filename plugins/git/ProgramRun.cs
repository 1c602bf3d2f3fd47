using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Command;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Git;

/// <summary>One run of git or of a script: started, read, waited for; it ends with all that it has started.</summary>
/// <param name="start">What is run.</param>
/// <param name="keepsOutput">Whether its standard output is kept. If not, its lines are told too.</param>
/// <param name="tell">Told each line.</param>
/// <param name="logger">Told where something could not be killed.</param>
internal sealed class ProgramRun(ProcessStartInfo start, bool keepsOutput, Func<string, CancellationToken, Task> tell, ILogger logger)
{
    private const int KeptLines = 20;
    private const int KeptCharacters = 1 << 20;

    /// <summary>How long the pipes are waited for when the program has ended.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Queue<string> last = new(KeptLines);
    private readonly StringBuilder output = new();

    /// <summary>Runs it.</summary>
    /// <exception cref="StepFailedException">It can't be started.</exception>
    public async Task<ProgramResult> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = ProcessFamily.Start(start, "a program", out var family);
        process.StandardInput.Close();
        using var turn = new SemaphoreSlim(1, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var patience = new CancellationTokenSource();
        var reading = Task.WhenAll(
            ReadAsync(process.StandardOutput.BaseStream, keepsOutput, turn, stop, patience.Token),
            ReadAsync(process.StandardError.BaseStream, false, turn, stop, patience.Token));
        try
        {
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            patience.CancelAfter(Patience);
            await reading.ConfigureAwait(false);
            if (patience.IsCancellationRequested) await family.KillAsync(process.Id, logger).ConfigureAwait(false);
            return new ProgramResult(process.ExitCode, output.ToString(), [.. last]);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await family.KillAsync(process.Id, logger).ConfigureAwait(false);
            await reading.ConfigureAwait(false); // where it was the reading that failed, its exception is the cause
            throw;
        }
    }

    private async Task ReadAsync(Stream pipe, bool keeps, SemaphoreSlim turn, CancellationTokenSource stop, CancellationToken patience)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, patience);
            if (keeps) await KeepAsync(pipe, either.Token).ConfigureAwait(false);
            else await TellAsync(pipe, turn, either.Token, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // Something that it left in the background holds the pipe.
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false); // unread, the program would wait for ever
            throw;
        }
    }

    private async Task KeepAsync(Stream pipe, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(pipe, leaveOpen: true);
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            output.Append(buffer, 0, Math.Min(count, KeptCharacters - output.Length));
        }
    }

    private async Task TellAsync(Stream pipe, SemaphoreSlim turn, CancellationToken reading, CancellationToken telling)
    {
        var lines = new LineAssembler();
        var buffer = new byte[16 * 1024];
        int count;
        do
        {
            count = await pipe.ReadAsync(buffer, reading).ConfigureAwait(false);
            foreach (var line in lines.Take(buffer.AsSpan(0, count), atEnd: count == 0))
            {
                await turn.WaitAsync(telling).ConfigureAwait(false);
                try
                {
                    if (last.Count == KeptLines) last.Dequeue();
                    last.Enqueue(line);
                    await tell(line, telling).ConfigureAwait(false);
                }
                finally
                {
                    turn.Release();
                }
            }
        }
        while (count > 0);
    }
}
