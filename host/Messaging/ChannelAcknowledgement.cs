using RabbitMQ.Client;

namespace ReWorkerHost.Messaging;

/// <summary>Says what becomes of a delivery on the channel it came by.</summary>
internal sealed class ChannelAcknowledgement : IAcknowledgement
{
    private readonly IChannel channel;
    private readonly ulong tag;
    private readonly ChannelLoss loss;
    private readonly OpenCount unsaid;
    private readonly ChannelBarrier barrier;
    private int isSaid;

    /// <summary>Takes a delivery, of which nothing was said yet.</summary>
    public ChannelAcknowledgement(IChannel channel, ulong tag, ChannelLoss loss, OpenCount unsaid, ChannelBarrier barrier)
    {
        (this.channel, this.tag, this.loss, this.unsaid, this.barrier) = (channel, tag, loss, unsaid, barrier);
        unsaid.Open();
    }

    /// <inheritdoc/>
    public ChannelLoss Loss => loss;

    /// <inheritdoc/>
    public Task<bool> AcknowledgeAsync() => SayAsync(() => channel.BasicAckAsync(tag, multiple: false));

    /// <inheritdoc/>
    public Task<bool> RejectAsync() => SayAsync(() => channel.BasicRejectAsync(tag, requeue: false));

    /// <inheritdoc/>
    public async Task<bool> ArrivedAsync() => await barrier.PassAsync().ConfigureAwait(false) || await loss.EndedInOrder.ConfigureAwait(false);

    /// <inheritdoc/>
    public Task ReturnAsync() => SayAsync(() => channel.BasicNackAsync(tag, multiple: false, requeue: true));

    /// <summary>Nothing more will be said; where nothing was, the delivery goes back to the queue with the channel's end.</summary>
    public void SayNothing()
    {
        if (Interlocked.Exchange(ref isSaid, 1) == 0) unsaid.Close();
    }

    private async Task<bool> SayAsync(Func<ValueTask> say)
    {
        if (Interlocked.Exchange(ref isSaid, 1) != 0) return false;
        try
        {
            await say().ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, CancellationToken.None))
        {
            return false;
        }
        finally
        {
            unsaid.Close();
        }
    }
}
