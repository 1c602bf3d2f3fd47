using ReWorkerHost.Execution;

namespace ReWorkerHost.Loading;

/// <summary>One loaded version of a plugin. Disposing it stops what it runs and unloads it.</summary>
internal interface ILoadedPlugin : IAsyncDisposable
{
    /// <summary>The plugin's name.</summary>
    string Name { get; }

    /// <summary>The version of its main assembly.</summary>
    string Version { get; }

    /// <summary>The hash of the files it was loaded from.</summary>
    string ContentHash { get; }

    /// <summary>Its workers, at least one.</summary>
    IReadOnlyList<ILoadedWorker> Workers { get; }
}
