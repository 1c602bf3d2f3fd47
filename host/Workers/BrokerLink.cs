using Microsoft.Extensions.Logging;
using ReWorkerHost.Configuration;
using ReWorkerHost.Messaging;

namespace ReWorkerHost.Workers;

/// <summary>The host's two connections: what is published never waits behind what is delivered, nor the other way round.</summary>
internal sealed class BrokerLink(BrokerSettings settings, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>The broker's settings.</summary>
    public BrokerSettings Settings => settings;

    /// <summary>For deliveries.</summary>
    public BrokerConnection Consuming { get; } = new(BrokerConnectionFactory.Create(settings, "reworkerhost consuming"), settings.Display, time, logger);

    /// <summary>For replies, output and notifications.</summary>
    public BrokerConnection Publishing { get; } = new(BrokerConnectionFactory.Create(settings, "reworkerhost publishing"), settings.Display, time, logger);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll(Consuming.DisposeAsync().AsTask(), Publishing.DisposeAsync().AsTask()).ConfigureAwait(false);
}
