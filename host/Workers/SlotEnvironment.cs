using ReWorkerHost.Loading;

namespace ReWorkerHost.Workers;

/// <summary>What all plugin slots share.</summary>
/// <param name="Loading">Loads plugins.</param>
/// <param name="Claims">Which plugin serves which queue.</param>
/// <param name="GoodVersions">The last good version of each plugin.</param>
/// <param name="Serving">What the serving workers share.</param>
internal sealed record SlotEnvironment(PluginLoading Loading, QueueClaims Claims, GoodVersions GoodVersions, ServingEnvironment Serving);
