using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Plugins.Processes;

namespace ReWorkerHost.Plugins.Remote;

/// <summary>One run of a script on one machine: sent, read, waited for; ended on both sides when it is cancelled.</summary>
internal sealed class ScriptRun(ProcessStartInfo start, Script script, ILogger logger)
{
    private const int OutputLimit = 8 * 1024 * 1024;
    private const int ErrorsLimit = 256 * 1024;

    /// <summary>How long the pipes are waited for when the shell has ended.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long a cancelled script has to tidy up. It ends its own programs within 2 s.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    /// <summary>Runs it.</summary>
    /// <exception cref="StepFailedException">The shell or the OpenSSH client can't be started.</exception>
    public async Task<ScriptResult> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = ProcessFamily.Start(start, start.FileName, out var family);
        using var input = process.StandardInput.BaseStream;
        using var outputPipe = process.StandardOutput.BaseStream;
        using var errorPipe = process.StandardError.BaseStream;
        using var patience = new CancellationTokenSource();
        var reading = Task.WhenAll(
            BoundedRead.ReadAsync(outputPipe, OutputLimit, patience.Token),
            BoundedRead.ReadAsync(errorPipe, ErrorsLimit, patience.Token));
        try
        {
            await SendAsync(input, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            patience.CancelAfter(Patience);
            var read = await reading.ConfigureAwait(false);
            return ScriptResult.Read(process.ExitCode, script.Mark, read[0], read[1]);
        }
        catch
        {
            await EndAsync(process, input, family).ConfigureAwait(false);
            patience.CancelAfter(Patience);
            await reading.ConfigureAwait(false); // where it was the reading that failed, its exception is the cause
            throw;
        }
    }

    /// <summary>Its input stays open: that it ends is what tells the script to end.</summary>
    private async Task SendAsync(Stream input, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(script.Content, cancellationToken).ConfigureAwait(false);
            await input.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            logger.LogDebug(exception, "The shell took no script; its exit code tells why");
        }
    }

    private async Task EndAsync(Process process, Stream input, ProcessFamily family)
    {
        await input.DisposeAsync().ConfigureAwait(false);
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            logger.LogWarning("A cancelled script did not end within {Seconds} s; what is left of it here is killed", Grace.TotalSeconds);
        }

        await family.KillAsync(process.Id, logger).ConfigureAwait(false);
    }
}
