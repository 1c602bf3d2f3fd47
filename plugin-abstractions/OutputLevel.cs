namespace ReWorkerHost.Abstractions;

/// <summary>How much an output message matters. A worker's configured level is the lowest that is sent; default <see cref="Debug"/>.</summary>
public enum OutputLevel
{
    /// <summary>Details; the host's own "Starting" and "Finished" messages are of this level.</summary>
    Debug,

    /// <summary>What a release engineer wants to read.</summary>
    Info,

    /// <summary>Something is odd, and the step goes on.</summary>
    Warning,

    /// <summary>Something went wrong.</summary>
    Error,

    /// <summary>As a configured level only: nothing is sent.</summary>
    None,
}
