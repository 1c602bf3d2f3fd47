using System.Text.Json;

namespace ReWorkerHost.Steps;

/// <summary>A job message of the FSM (protocol, "Job message"), read and checked.</summary>
internal sealed record Job(
    string Group,
    string Command,
    string Subcommand,
    IReadOnlyList<string> Hosts,
    JsonElement Parameters,
    IReadOnlyDictionary<string, JsonElement> Dynamic,
    JobNotifications Notify);
