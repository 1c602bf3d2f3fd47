using System.Text.Json;
using System.Text.Json.Serialization;
using ReWorkerHost.Journal;

namespace ReWorkerHost.Peers;

/// <summary>What hosts send each other, as JSON.</summary>
/// <param name="Host">The sender's id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The question's id, for a question and its answers.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Key">The job that is asked about.</param>
/// <param name="Since">When the asking host accepted it.</param>
/// <param name="Answer">The answer.</param>
internal sealed record PeerMessage(
    string Host, PeerMessageKind Kind, string? Id = null, PeerQuestionKind Question = default, JobKey Key = default, DateTimeOffset Since = default, bool Answer = false)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads a message; <see langword="null"/> for what is none.</summary>
    public static PeerMessage? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<PeerMessage>(body, Options) is { Host: not null } message ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The message as JSON.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Options);
}
