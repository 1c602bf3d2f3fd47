namespace ReWorkerHost.Messaging;

/// <summary>Ends channels and connections without waiting long for a broker that does not answer.</summary>
internal static class BoundedEnd
{
    /// <summary>How long the broker may take to answer; what it does not know yet it learns by the end of the connection.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Disposes; what takes longer than <see cref="Limit"/> goes on without anybody waiting.</summary>
    public static async Task EndAsync(this IAsyncDisposable ending)
    {
        try
        {
            await ending.DisposeAsync().AsTask().WaitAsync(Limit).ConfigureAwait(false);
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, CancellationToken.None))
        {
            // It is as good as ended.
        }
    }
}
