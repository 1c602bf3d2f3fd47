namespace ReWorkerHost.Http;

/// <summary>A request that can't be served. The message says why and what to do.</summary>
/// <param name="status">The status that it is answered with.</param>
/// <param name="message">Why, and what to do.</param>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    /// <summary>The status that it is answered with.</summary>
    public int Status { get; } = status;
}
