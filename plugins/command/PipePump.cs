using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Command;

/// <summary>
/// Reads one of a command's pipes to its end. When the command has ended and something that it left in the background still holds
/// the pipe, the end never comes: then the pump takes what is there and gives up.
/// </summary>
/// <param name="pipe">The pipe's reading end.</param>
/// <param name="level">The level of its lines.</param>
/// <param name="output">Where the lines go.</param>
/// <param name="patience">Cancelled some time after the command has ended.</param>
internal sealed class PipePump(Stream pipe, OutputLevel level, CommandOutput output, CancellationToken patience)
{
    /// <summary>So many reads empty the largest pipe that a program may ask for.</summary>
    private const int LastReads = 16;
    private static readonly TimeSpan LastRead = TimeSpan.FromMilliseconds(100);
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly LineAssembler lines = new();

    /// <summary>Reads until the pipe's end or the end of its patience.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var left = LastReads;
        int count;
        do
        {
            count = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (patience.IsCancellationRequested && left-- == 0) count = 0;
            foreach (var line in lines.Take(buffer.AsSpan(0, count), atEnd: count == 0))
            {
                await output.WriteAsync(level, line, cancellationToken).ConfigureAwait(false);
            }
        }
        while (count > 0);
    }

    /// <summary>Reads what there is; 0 at the end, and where nothing came in time.</summary>
    private async Task<int> ReadAsync(CancellationToken cancellationToken)
    {
        // Patience may have passed while the bus was slow to take a line; what the command wrote is still in the pipe.
        using var last = patience.IsCancellationRequested ? new CancellationTokenSource(LastRead) : CancellationTokenSource.CreateLinkedTokenSource(patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(last.Token, cancellationToken);
        try
        {
            return await pipe.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }
}
