namespace ReWorkerHost.Broker;

/// <summary>The private broker can't be started. The message says why and what to do.</summary>
internal sealed class PrivateBrokerException : Exception
{
    /// <summary>Says why.</summary>
    public PrivateBrokerException(string message) : base(message)
    {
    }

    /// <summary>Says why, with the cause for the log.</summary>
    public PrivateBrokerException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
