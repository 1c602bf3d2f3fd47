using System.Text;
using System.Text.Json;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Execution;

/// <summary>The bodies of replies (protocol, "Replies"): <c>status</c>, and <c>data</c> only where there is some.</summary>
internal static class ReplyBody
{
    /// <summary>The step has begun.</summary>
    public static byte[] Started { get; } = """{"status":"started"}"""u8.ToArray();

    /// <summary>The terminal reply for an outcome.</summary>
    /// <param name="outcome">How the step ended.</param>
    /// <param name="jobId">The job's id, under which the host's log has the rest.</param>
    public static byte[] Of(StepOutcome outcome, string jobId) => outcome switch
    {
        { Kind: StepOutcomeKind.Completed } => Completed(outcome.Data),
        { Data: { } data } => Failed(data),
        { Kind: StepOutcomeKind.Faulted } => Failed($"the worker failed: {outcome.Text}, see the host's log under {jobId}"),
        { Kind: StepOutcomeKind.Cancelled } => Failed("cancelled"),
        _ => Failed(outcome.Text ?? "the worker gave no reason"),
    };

    /// <summary>The step is done.</summary>
    public static byte[] Completed(byte[]? data) => data is null ? """{"status":"completed"}"""u8.ToArray() : Write("completed", json => json.WriteRawValue(data, skipInputValidation: true));

    /// <summary>The message is no job.</summary>
    public static byte[] Rejected(string problem) => Failed($"the job was rejected: {problem}");

    /// <summary>The step failed; the text says why.</summary>
    public static byte[] Failed(string reason) => Write("failed", json => json.WriteStringValue(Encoding.UTF8.GetBytes(reason)));

    /// <summary>The step failed; the JSON says why.</summary>
    public static byte[] Failed(byte[] data) => Write("failed", json => json.WriteRawValue(data, skipInputValidation: true));

    private static byte[] Write(string status, Action<Utf8JsonWriter> data)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteString("status", status);
            json.WritePropertyName("data");
            data(json);
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
