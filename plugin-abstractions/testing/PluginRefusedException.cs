namespace ReWorkerHost.Testing;

/// <summary>The host would not load the worker. The message is what it says in its log.</summary>
public sealed class PluginRefusedException : Exception
{
    internal PluginRefusedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
