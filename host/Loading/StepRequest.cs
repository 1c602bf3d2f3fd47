using System.Text.Json;

namespace ReWorkerHost.Loading;

/// <summary>What a worker is asked to do. Nothing but text and JSON, so that it can cross to another process.</summary>
internal sealed record StepRequest(
    string JobId,
    string? CorrelationId,
    string Group,
    string Command,
    string Subcommand,
    IReadOnlyList<string> Hosts,
    JsonElement Parameters,
    IReadOnlyDictionary<string, JsonElement> Dynamic);
