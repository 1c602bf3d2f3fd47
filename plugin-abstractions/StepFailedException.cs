namespace ReWorkerHost.Abstractions;

/// <summary>
/// The step failed, and the release engineer should read why: the message becomes the reply's <c>data</c>. It is the only
/// exception whose text leaves the host; of any other only the type is told, and the whole of it is in the host's log.
/// </summary>
public sealed class StepFailedException : Exception
{
    /// <summary>A failure with the text that the release engineer reads.</summary>
    /// <param name="message">Why the step failed, in words that can be acted on.</param>
    public StepFailedException(string message) : base(message)
    {
    }

    /// <summary>A failure with the text that the release engineer reads, and what caused it for the log.</summary>
    /// <param name="message">Why the step failed, in words that can be acted on.</param>
    /// <param name="innerException">What caused it; it stays in the host's log.</param>
    public StepFailedException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>A failure whose <c>data</c> is more than a text.</summary>
    /// <param name="message">Why the step failed, for the host's log.</param>
    /// <param name="data">The reply's <c>data</c>, sent as JSON in place of the message.</param>
    public StepFailedException(string message, object data) : base(message) => FailureData = data;

    /// <summary>The reply's <c>data</c>, or <see langword="null"/> where the message is the data.</summary>
    public object? FailureData { get; }
}
