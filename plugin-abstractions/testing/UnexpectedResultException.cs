namespace ReWorkerHost.Testing;

/// <summary>A step did not end as the test demands. The message shows its replies, and the exception that the host would log.</summary>
public sealed class UnexpectedResultException : Exception
{
    internal UnexpectedResultException(string message) : base(message)
    {
    }
}
