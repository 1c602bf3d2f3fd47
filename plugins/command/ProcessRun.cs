using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Command;

/// <summary>One run of a program: started, read, waited for; killed with all its descendants when it is cancelled.</summary>
internal sealed class ProcessRun(ProcessStartInfo start, CommandOutput output, ILogger logger)
{
    private const int ArgumentsTooLong = 7; // E2BIG

    /// <summary>How long the pipes are waited for when the program has ended.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs the program.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="StepFailedException">It can't be started.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var family = ProcessFamily.Mark(start);
        using var process = Start();
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

    /// <summary>The system's own text would speak of the program that starts the others.</summary>
    private static string Explain(Win32Exception exception) => exception.NativeErrorCode == ArgumentsTooLong
        ? "its arguments are longer than the system takes"
        : new Win32Exception(exception.NativeErrorCode).Message;

    private Process Start()
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("The start gave no process.");
        }
        catch (Win32Exception exception)
        {
            throw new StepFailedException($"the command can't be started: {Explain(exception)}", exception);
        }
    }
}
