using System.Text.Json;

namespace ReWorkerHost.Steps;

/// <summary>A job message of the FSM (protocol, "Job message"), read; what is wrong with it is in <c>Problems</c>.</summary>
internal sealed record Job(
    string Group,
    string Command,
    string Subcommand,
    IReadOnlyList<string> Hosts,
    JsonElement Parameters,
    IReadOnlyDictionary<string, JsonElement> Dynamic,
    JobNotifications Notify,
    IReadOnlyList<string> Problems);
