namespace ReWorkerHost.Plugins.Remote;

/// <summary>Reads a pipe to its end and keeps the first bytes of it, so that no program can fill the daemon's memory.</summary>
internal static class BoundedRead
{
    /// <summary>Reads until the end of the pipe, or of the patience with what still holds it.</summary>
    /// <param name="pipe">The pipe.</param>
    /// <param name="limit">How many bytes are kept.</param>
    /// <param name="patience">Cancelled some time after the program has ended.</param>
    public static async Task<byte[]> ReadAsync(Stream pipe, int limit, CancellationToken patience)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await pipe.ReadAsync(buffer, patience).ConfigureAwait(false)) > 0)
            {
                kept.Write(buffer, 0, (int)Math.Min(count, limit - kept.Length));
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // The shell has ended; something that it left behind has the pipe.
        }

        return kept.ToArray();
    }
}
