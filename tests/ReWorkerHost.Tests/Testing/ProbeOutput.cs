using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Tests.Testing;

/// <summary>Takes output, but for one message.</summary>
public sealed class ProbeOutput : OutputWorker
{
    public override Task WriteAsync(OutputMessage message, CancellationToken cancellationToken) =>
        message.Message == "bad" ? throw new InvalidOperationException("a fault") : Task.CompletedTask;
}
