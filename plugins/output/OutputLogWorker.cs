using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Output;

/// <summary>Keeps what workers tell the users of a release: each message is added to the release's file.</summary>
[Worker("output", Description = "Writes the output of each release to a file.")]
public sealed class OutputLogWorker(Redactor redactor, ReleaseLogs logs) : OutputWorker
{
    /// <inheritdoc/>
    public override Task WriteAsync(OutputMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return logs.AppendAsync(message.CorrelationId, HtmlText.Encode(redactor.Redact(message.Message)), cancellationToken);
    }
}
