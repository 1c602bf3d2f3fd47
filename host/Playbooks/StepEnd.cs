using System.Text.Json;

namespace ReWorkerHost.Playbooks;

/// <summary>The end of a step.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Elapsed">The time since it was sent.</param>
/// <param name="Data">The worker's data, where there is some.</param>
/// <param name="Reason">Why, where it isn't the worker's data that says it.</param>
internal sealed record StepEnd(StepEndKind Kind, TimeSpan Elapsed, JsonElement? Data, string? Reason);
