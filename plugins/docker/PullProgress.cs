using System.Threading.Channels;
using Docker.DotNet.Models;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Takes what a server tells of a pull, passes on what a reader can follow, and keeps what matters.</summary>
internal sealed class PullProgress : IProgress<JSONMessage>
{
    private const long Interval = 1000;
    private const string DigestLine = "Digest: ";
    private readonly Channel<(OutputLevel Level, string Text)> lines = Channel.CreateUnbounded<(OutputLevel, string)>();
    private long? before;

    /// <summary>What went wrong, which a server tells at the end of an answer that began well.</summary>
    public string? Error { get; private set; }

    /// <summary>The digest of the image.</summary>
    public string? Digest { get; private set; }

    /// <inheritdoc/>
    public void Report(JSONMessage value)
    {
        if (value.Error is { } error) Error = error.Message ?? "an error without a text";
        if (value.Status is not { Length: > 0 } status) return;
        if (status.StartsWith(DigestLine, StringComparison.Ordinal)) Digest = status[DigestLine.Length..];
        if (value.Progress is { Current: > 0 } progress)
        {
            if (before is { } earlier && Environment.TickCount64 - earlier < Interval) return;
            before = Environment.TickCount64;
            var share = progress.Total is > 0 ? $" {100 * progress.Current / progress.Total}%" : "";
            lines.Writer.TryWrite((OutputLevel.Debug, $"{value.ID}: {status}{share}"));
        }
        else
        {
            lines.Writer.TryWrite(string.IsNullOrEmpty(value.ID) ? (OutputLevel.Info, status) : (OutputLevel.Debug, $"{value.ID}: {status}"));
        }
    }

    /// <summary>No more will come.</summary>
    public void Complete() => lines.Writer.TryComplete();

    /// <summary>Passes lines on until no more will come.</summary>
    public async Task TellAsync(StepOutput output, CancellationToken cancellationToken)
    {
        await foreach (var (level, text) in lines.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await output.WriteAsync(level, text, cancellationToken).ConfigureAwait(false);
        }
    }
}
