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
/// <param name="Before">For a hello: the sender's id before it was started again.</param>
internal sealed record PeerMessage(
    string Host, PeerMessageKind Kind, string? Id = null, PeerQuestionKind Question = default, JobKey Key = default, DateTimeOffset Since = default, bool Answer = false, string? Before = null)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>A message that asks a question, or speaks of one.</summary>
    public static PeerMessage About(PeerQuestion question, string host, PeerMessageKind kind) => new(host, kind, question.Id, question.Kind, question.Key, question.Since);

    /// <summary>The question that it asks, or speaks of.</summary>
    public PeerQuestion ToQuestion() => new(Question, Key, Since) { Id = Id ?? "" };

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
