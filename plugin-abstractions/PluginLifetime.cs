namespace ReWorkerHost.Abstractions;

/// <summary>
/// The life of one loaded version of a plugin. Take it in a constructor, of a worker or of a service that <see cref="IPluginStartup"/>
/// registers, where something runs for longer than a step.
/// </summary>
/// <remarks>What runs on after <see cref="Stopping"/> was cancelled keeps the plugin in memory, and the host reports it as leaked.</remarks>
public sealed class PluginLifetime
{
    /// <summary>Made by the host, and by tests.</summary>
    /// <param name="stopping">Cancelled when this version is retired.</param>
    public PluginLifetime(CancellationToken stopping) => Stopping = stopping;

    /// <summary>Cancelled when this version of the plugin was replaced or removed and its last step has ended, before its services are disposed.</summary>
    public CancellationToken Stopping { get; }
}
