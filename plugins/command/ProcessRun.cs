using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Command;

/// <summary>One run of a program: started, read, waited for; killed with all its descendants when it is cancelled.</summary>
internal sealed class ProcessRun(ProcessStartInfo start, CommandOutput output, ILogger logger)
{
    /// <summary>How long the pipes are waited for when the program has ended.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs the program.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="StepFailedException">It can't be started.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = ProcessFamily.Start(start, "the command", out var family);
        using var input = process.StandardInput;
        using var outputPipe = process.StandardOutput;
        using var errorPipe = process.StandardError;
        input.Close(); // the program reads an empty input
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var patience = new CancellationTokenSource();
        var reading = Task.WhenAll(
            PumpAsync(outputPipe, OutputLevel.Info, stop, patience.Token),
            PumpAsync(errorPipe, OutputLevel.Warning, stop, patience.Token));
        try
        {
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            patience.CancelAfter(Patience);
            await reading.ConfigureAwait(false);
            return process.ExitCode;
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await family.KillAsync(process.Id, logger).ConfigureAwait(false);
            await reading.ConfigureAwait(false); // where it was the reading that failed, its exception is the cause
            throw;
        }
    }

    private async Task PumpAsync(StreamReader pipe, OutputLevel level, CancellationTokenSource stop, CancellationToken patience)
    {
        try
        {
            await new PipePump(pipe.BaseStream, level, output, patience).RunAsync(stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false); // unread, the program would wait for ever
            throw;
        }
    }
}
