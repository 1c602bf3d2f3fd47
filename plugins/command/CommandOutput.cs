using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Command;

/// <summary>Passes a command's lines on to the users of the release, one at a time, and keeps the last of them for the reply.</summary>
internal sealed class CommandOutput(StepOutput output) : IDisposable
{
    private const int Kept = 20;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Queue<string> last = new(Kept);

    /// <summary>The last lines, at most 20, in the order in which they came.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (last) return [.. last];
        }
    }

    /// <summary>Takes a line. Returns when it was passed on, so that a program can't be faster than the bus takes its output.</summary>
    public async Task WriteAsync(OutputLevel level, string line, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (last)
            {
                if (last.Count == Kept) last.Dequeue();
                last.Enqueue(line);
            }

            await output.WriteAsync(level, line, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
