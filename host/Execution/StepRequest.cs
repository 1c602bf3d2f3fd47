using System.Text.Json;

namespace ReWorkerHost.Execution;

/// <summary>
/// What a worker is asked to do. Nothing but text and JSON, so that it can cross to another process. <c>Problems</c> are those that the
/// host has found already: the step is refused, and the worker adds what else is wrong, so that all is told at once.
/// </summary>
internal sealed record StepRequest(
    string JobId,
    string? CorrelationId,
    string Group,
    string Command,
    string Subcommand,
    IReadOnlyList<string> Hosts,
    JsonElement Parameters,
    IReadOnlyDictionary<string, JsonElement> Dynamic,
    IReadOnlyList<string> Problems);
