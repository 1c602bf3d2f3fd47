using System.Text;
using System.Text.Json;

namespace ReWorkerHost.Playbooks;

/// <summary>What a worker answered.</summary>
/// <param name="Status"><c>started</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Data">The data with it, where there is some.</param>
internal sealed record StepReply(string Status, JsonElement? Data)
{
    private const int ShownLength = 200;

    /// <summary>Reads an answer.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="problem">Why it is no answer of a worker, where it is none.</param>
    public static StepReply? Read(byte[] body, out string problem)
    {
        problem = "";
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("status", out var status)
                && status.ValueKind == JsonValueKind.String
                && status.GetString() is "started" or "completed" or "failed")
            {
                return new StepReply(status.GetString()!, root.TryGetProperty("data", out var data) ? data.Clone() : null);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said below with the text itself, which tells more than the parser does.
        }

        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, ShownLength)));
        problem = $"the worker's answer is not the protocol's: {text}{(body.Length > ShownLength ? "…" : "")}";
        return null;
    }
}
