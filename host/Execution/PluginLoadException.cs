namespace ReWorkerHost.Execution;

/// <summary>A plugin can't be loaded. The message says why and what to do; it harms no other plugin.</summary>
internal sealed class PluginLoadException : Exception
{
    /// <summary>Says why.</summary>
    public PluginLoadException(string message) : base(message)
    {
    }

    /// <summary>Says why, with the cause for the log.</summary>
    public PluginLoadException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>The plugin's own code failed, which it may not do another time; otherwise only other files or settings help.</summary>
    public bool IsFault { get; init; }

    /// <summary>Another plugin is in the way; it may go.</summary>
    public bool IsConflict { get; init; }
}
