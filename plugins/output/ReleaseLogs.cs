using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Output;

/// <summary>
/// The files of the releases. One is open only while something is added to it, so that neither the number of releases nor their length
/// costs anything. Writes to one file take turns, in the order in which they come.
/// </summary>
public sealed class ReleaseLogs(OutputOptions options, ILogger<ReleaseLogs> logger) : IDisposable
{
    private readonly LogRotation rotation = new(options);
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Adds to the file of a release.</summary>
    /// <param name="correlationId">The release's id; untrusted, or <see langword="null"/>.</param>
    /// <param name="content">What is added: whole lines.</param>
    /// <param name="cancellationToken">Ends the wait for the file's turn; a write that has begun is brought to its end.</param>
    public async Task AppendAsync(string? correlationId, byte[] content, CancellationToken cancellationToken)
    {
        var name = LogFileName.Of(correlationId);
        var turn = turns[(uint)name.GetHashCode(StringComparison.Ordinal) % (uint)turns.Length];
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Append(Path.Combine(options.OutputDir, name), content);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var turn in turns) turn.Dispose();
    }

    private void Append(string path, byte[] content)
    {
        var file = Open(path);
        try
        {
            var length = RandomAccess.GetLength(file);
            if (rotation.IsDue(length, content.Length))
            {
                file.Dispose();
                TryRotate(path, content.Length);
                file = Open(path);
                length = RandomAccess.GetLength(file);
            }

            // A full disk or a crash may have cut the last message: this one begins on a line of its own all the same.
            RandomAccess.Write(file, IsCut(file, length) ? [(byte)'\n', .. content] : content, length);
        }
        finally
        {
            file.Dispose();
        }
    }

    private void TryRotate(string path, long added)
    {
        try
        {
            rotation.Rotate(path, added);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StepFailedException)
        {
            // A file that is too large is better than a message that is lost.
            logger.LogWarning("{File} can't be rotated and grows on: {Problem}", path, exception.Message);
        }
    }

    private SafeFileHandle Open(string path)
    {
        try
        {
            return NativeFile.OpenForAppending(path);
        }
        catch (DirectoryNotFoundException) // someone has tidied up
        {
            OutputFolder.Create(options.OutputDir);
            return NativeFile.OpenForAppending(path);
        }
    }

    private static bool IsCut(SafeFileHandle file, long length)
    {
        Span<byte> last = stackalloc byte[1];
        return length > 0 && RandomAccess.Read(file, last, length - 1) == 1 && last[0] != '\n';
    }
}
