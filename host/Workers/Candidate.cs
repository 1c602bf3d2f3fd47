using ReWorkerHost.Execution;
using ReWorkerHost.Loading;

namespace ReWorkerHost.Workers;

/// <summary>A version that was tried: loaded with the plans of its workers, or refused.</summary>
/// <param name="Plugin">The loaded plugin, where it was not refused.</param>
/// <param name="Plans">How its workers are to be served.</param>
/// <param name="Refusal">Why it was refused.</param>
internal sealed record Candidate(ILoadedPlugin? Plugin, IReadOnlyList<WorkerPlan> Plans, PluginLoadException? Refusal);
