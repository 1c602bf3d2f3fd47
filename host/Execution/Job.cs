using System.Text.Json;

namespace ReWorkerHost.Execution;

/// <summary>A job message of the FSM (protocol, "Job message"), read; what is wrong with it is in <c>Problems</c>.</summary>
internal sealed record Job(
    string Group,
    string Command,
    string Subcommand,
    IReadOnlyList<string> Hosts,
    JsonElement Parameters,
    IReadOnlyDictionary<string, JsonElement> Dynamic,
    JobNotifications Notify,
    IReadOnlyList<string> Problems)
{
    /// <summary>What the worker is asked to do.</summary>
    public StepRequest ToRequest(string jobId, string? correlationId) =>
        new(jobId, correlationId, Group, Command, Subcommand, Hosts, Parameters, Dynamic, Problems);
}
