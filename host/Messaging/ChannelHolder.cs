using RabbitMQ.Client;

namespace ReWorkerHost.Messaging;

/// <summary>A channel that is opened again, on the connection of the moment, whenever it was closed.</summary>
internal sealed class ChannelHolder(BrokerConnection connection, CreateChannelOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private IChannel? channel;

    /// <summary>The open channel; waits until there is one.</summary>
    public async ValueTask<IChannel> GetAsync(CancellationToken cancellationToken)
    {
        if (channel is { IsOpen: true } open) return open;
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (channel is { IsOpen: true } already) return already;
            if (channel is not null) await channel.DisposeAsync().ConfigureAwait(false);
            channel = null;
            var current = await connection.GetAsync(cancellationToken).ConfigureAwait(false);
            channel = await current.CreateChannelAsync(options, cancellationToken).ConfigureAwait(false);
            return channel;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (channel is { } open) await open.EndAsync().ConfigureAwait(false);
        gate.Dispose();
    }
}
