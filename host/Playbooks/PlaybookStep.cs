using System.Text.Json.Nodes;

namespace ReWorkerHost.Playbooks;

/// <summary>A step of a playbook.</summary>
/// <param name="Path">Where it is, such as <c>execution[1].steps[2]</c>.</param>
/// <param name="Line">Its line, or <see langword="null"/> where it was not read from a file.</param>
/// <param name="Name">The worker and what it shall do.</param>
/// <param name="Parameters">The step's own parameters, without <c>dynamic</c> and <c>notify</c>.</param>
/// <param name="Dynamic">The names of the dynamic values it needs.</param>
/// <param name="Notify">Whom to notify: phase, transport, targets.</param>
internal sealed record PlaybookStep(
    string Path, int? Line, StepName Name, JsonObject Parameters, IReadOnlyList<string> Dynamic, JsonObject Notify)
{
    /// <summary>The lines of its keys: parameters, <c>dynamic</c> and <c>notify</c>.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();
}
