using RabbitMQ.Client;

namespace ReWorkerHost.Messaging;

/// <summary>
/// Makes sure that the broker has taken all that was said on a channel, by a question about the queue that goes the same way behind it. All
/// who wait while one question is under way share the next.
/// </summary>
internal sealed class ChannelFlush(IChannel channel, string queue)
{
    private readonly Lock gate = new();
    private Task<bool> current = Task.FromResult(true);
    private Task<bool>? next;

    /// <summary>Completes when the broker has taken what was said before the call.</summary>
    /// <returns>It has; otherwise the channel was lost.</returns>
    public Task<bool> RunAsync()
    {
        lock (gate)
        {
            if (next is not null) return next;
            return current.IsCompleted ? current = AskAsync() : next = FollowAsync(current);
        }
    }

    private async Task<bool> FollowAsync(Task before)
    {
        await before.ConfigureAwait(false);
        lock (gate)
        {
            current = next!;
            next = null;
        }

        return await AskAsync().ConfigureAwait(false);
    }

    private async Task<bool> AskAsync()
    {
        try
        {
            await channel.MessageCountAsync(queue).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception))
        {
            return false;
        }
    }
}
