using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Tests.Testing;

/// <summary>A worker that no host would find.</summary>
internal sealed class HiddenWorker : Worker
{
    [Subcommand]
    public Task Go() => Task.CompletedTask;
}
