using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReWorkerHost.Binding;

/// <summary>Writes a worker's result as the <c>data</c> of a reply: keys in the Release Engine's way (<c>exit_code</c>), enums by name.</summary>
internal static class ResultWriter
{
    /// <summary>How results are written.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The result as JSON; <see langword="null"/>, and JSON's null and undefined, are no data.</summary>
    /// <exception cref="JsonException">It can't be written as JSON.</exception>
    /// <exception cref="NotSupportedException">It holds a type that JSON has nothing for.</exception>
    public static byte[]? Write(object? result) => result switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        _ => JsonSerializer.SerializeToUtf8Bytes(result, result.GetType(), Options),
    };
}
