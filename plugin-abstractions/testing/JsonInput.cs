using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReWorkerHost.Testing;

/// <summary>JSON as tests give it: as text, or as an object.</summary>
internal static class JsonInput
{
    /// <summary>Names stay as they are written; enums are given by name, as the host wants them.</summary>
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The text of a JSON object.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string ObjectText(object input, string argument)
    {
        var text = input as string ?? JsonSerializer.Serialize(input, input.GetType(), Options);
        return Read(text, argument).ValueKind == JsonValueKind.Object ? text : throw new ArgumentException($"{argument}: expected a JSON object, got {text}", argument);
    }

    /// <summary>A JSON object, or <see langword="null"/> where nothing is given.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static JsonElement? Object(object? input, string argument) => input is null ? null : Read(ObjectText(input, argument), argument);

    private static JsonElement Read(string text, string argument)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"{argument}: it is not JSON ({exception.Message}): {text}", argument, exception);
        }
    }
}
