using System.Text.Json;

namespace ReWorkerHost.Testing;

/// <summary>A reply to the Release Engine.</summary>
public sealed record StepReply
{
    internal StepReply(byte[] body)
    {
        Body = System.Text.Encoding.UTF8.GetString(body);
        using var json = JsonDocument.Parse(body);
        Status = json.RootElement.GetProperty("status").GetString()!;
        Data = json.RootElement.TryGetProperty("data", out var data) ? data.GetRawText() : null;
        Text = data.ValueKind == JsonValueKind.String ? data.GetString() : null;
    }

    /// <summary>The body, to the letter: the host sends it as UTF-8.</summary>
    public string Body { get; }

    /// <summary><c>started</c>, <c>completed</c> or <c>failed</c>.</summary>
    public string Status { get; }

    /// <summary>The <c>data</c> as JSON text; <see langword="null"/> where there is none.</summary>
    public string? Data { get; }

    /// <summary>The <c>data</c> where it is a string, as most failures have it; else <see langword="null"/>.</summary>
    public string? Text { get; }

    /// <summary>The body.</summary>
    public override string ToString() => Body;
}
