using RabbitMQ.Client;

namespace ReWorkerHost.Messaging;

/// <summary>
/// Tells when the broker has got what was said on a channel. It does what it is told in order, so its answer to a question that was
/// asked afterwards proves it; those who wait at the same time share one question, and
/// after one for many the next waits a moment for more.
/// </summary>
/// <param name="channel">The channel.</param>
/// <param name="prefetch">Its prefetch: to set it once more is a question that changes nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class ChannelBarrier(IChannel channel, ushort prefetch, TimeProvider time)
{
    private const int Many = 8;
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(1);
    private readonly Lock gate = new();
    private int waiting;
    private bool wereMany;
    private Task<bool> asked = Task.FromResult(true);
    private Task<bool>? next;

    /// <summary>Completes when all that was said so far has arrived.</summary>
    /// <returns>It has; otherwise the channel is gone, and it is not known.</returns>
    public Task<bool> PassAsync()
    {
        lock (gate)
        {
            waiting++;
            return next ??= AskAfterAsync(asked);
        }
    }

    private async Task<bool> AskAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (wereMany) await Task.Delay(Distance, time).ConfigureAwait(false);
        lock (gate)
        {
            (wereMany, waiting) = (waiting > Many, 0);
            asked = next!; // who comes from now on may have said something that this question does not cover
            next = null;
        }

        try
        {
            await channel.BasicQosAsync(0, prefetch, global: false, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (ReplyChannel.IsConnectionTrouble(exception, CancellationToken.None))
        {
            return false;
        }
    }
}
