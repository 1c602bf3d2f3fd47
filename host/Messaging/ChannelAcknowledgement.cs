using RabbitMQ.Client;

namespace ReWorkerHost.Messaging;

/// <summary>Says what becomes of a delivery on the channel it came by.</summary>
internal sealed class ChannelAcknowledgement(IChannel channel, ulong tag, ChannelLoss loss) : IAcknowledgement
{
    /// <inheritdoc/>
    public bool IsLost => loss.HasHappened;

    /// <inheritdoc/>
    public Task<bool> AcknowledgeAsync() => SayAsync(() => channel.BasicAckAsync(tag, multiple: false));

    /// <inheritdoc/>
    public Task<bool> RejectAsync() => SayAsync(() => channel.BasicRejectAsync(tag, requeue: false));

    /// <inheritdoc/>
    public Task ReturnAsync() => SayAsync(() => channel.BasicNackAsync(tag, multiple: false, requeue: true));

    private static async Task<bool> SayAsync(Func<ValueTask> say)
    {
        try
        {
            await say().ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception))
        {
            return false;
        }
    }
}
