using System.Text.Json;
using Microsoft.Extensions.Logging;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Execution;

/// <summary>A step as a worker in this process sees it.</summary>
internal sealed class InProcessStepContext(StepRequest request, IStepSink sink, ILogger logger, CancellationToken cancellationToken) : StepContext
{
    /// <summary>What the host has found wrong with the job.</summary>
    public IReadOnlyList<string> Problems => request.Problems;

    /// <inheritdoc/>
    public override string JobId => request.JobId;

    /// <inheritdoc/>
    public override string? CorrelationId => request.CorrelationId;

    /// <inheritdoc/>
    public override string Group => request.Group;

    /// <inheritdoc/>
    public override string Command => request.Command;

    /// <inheritdoc/>
    public override string Subcommand => request.Subcommand;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Hosts => request.Hosts;

    /// <inheritdoc/>
    public override JsonElement Parameters => request.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, JsonElement> Dynamic => request.Dynamic;

    /// <inheritdoc/>
    public override StepOutput Output { get; } = new SinkOutput(sink);

    /// <inheritdoc/>
    public override StepNotifier Notify { get; } = new SinkNotifier(sink);

    /// <inheritdoc/>
    public override ILogger Logger => logger;

    /// <inheritdoc/>
    public override CancellationToken CancellationToken => cancellationToken;

    private sealed class SinkOutput(IStepSink sink) : StepOutput
    {
        public override Task WriteAsync(OutputLevel level, string message, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(message);
            return sink.OutputAsync(level, message, cancellationToken);
        }
    }

    private sealed class SinkNotifier(IStepSink sink) : StepNotifier
    {
        public override Task SendAsync(string transport, Notification notification, CancellationToken cancellationToken = default)
        {
            ArgumentException.ThrowIfNullOrEmpty(transport);
            ArgumentNullException.ThrowIfNull(notification);
            return sink.NotifyAsync(transport, notification, cancellationToken);
        }
    }
}
