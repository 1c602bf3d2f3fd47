using System.Collections.Concurrent;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Tests.Plugins;

/// <summary>Keeps what a worker tells while it carries out a step.</summary>
internal sealed class RecordingSink : IStepSink
{
    private readonly ConcurrentQueue<(OutputLevel Level, string Text)> output = new();
    private readonly ConcurrentQueue<(string Transport, Notification Notification)> notifications = new();

    /// <summary>The step was begun.</summary>
    public bool Started { get; private set; }

    /// <summary>The output until now.</summary>
    public IReadOnlyList<(OutputLevel Level, string Text)> Output => [.. output];

    /// <summary>The worker's own notifications until now.</summary>
    public IReadOnlyList<(string Transport, Notification Notification)> Notifications => [.. notifications];

    /// <summary>The texts of the output until now.</summary>
    public IReadOnlyList<string> Lines => [.. output.Select(line => line.Text)];

    /// <summary>Called for each output message before it is kept; by default nothing.</summary>
    public Func<string, CancellationToken, Task> OnOutput { get; init; } = (_, _) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Started = true;
        return Task.CompletedTask;
    }

    public async Task OutputAsync(OutputLevel level, string message, CancellationToken cancellationToken)
    {
        await OnOutput(message, cancellationToken);
        output.Enqueue((level, message));
    }

    public Task NotifyAsync(string transport, Notification notification, CancellationToken cancellationToken)
    {
        notifications.Enqueue((transport, notification));
        return Task.CompletedTask;
    }

    /// <summary>Waits for an output message that begins with a text, and gives the rest of it.</summary>
    public Task<string> WaitForAsync(string beginning) => Until.FoundAsync(
        () => Lines.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal))?[beginning.Length..], $"output that begins with \"{beginning}\"");
}
