using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using ReWorkerHost.Binding;

namespace ReWorkerHost.Execution;

/// <summary>Reads a message's body as a JSON object, within the limits.</summary>
internal static class BodyReader
{
    /// <summary>Reads a body, or says why it is no JSON object that this host takes.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> body, StepLimits limits, out JsonElement json, [NotNullWhen(false)] out string? problem)
    {
        json = default;
        problem = Read(body, limits, ref json);
        return problem is null;
    }

    private static string? Read(ReadOnlyMemory<byte> body, StepLimits limits, ref JsonElement json)
    {
        if (body.Length > limits.MaxBodyBytes) return $"the body has {body.Length} bytes and may have {limits.MaxBodyBytes} at most";
        if (!Utf8.IsValid(body.Span)) return "the body is not UTF-8";
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = limits.MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return $"the body is not a JSON object but {JsonKind.Name(document.RootElement.ValueKind)}";
            // An escape may hold half of a surrogate pair, which is valid JSON and no text: it would throw wherever it is read.
            if (body.Span.IndexOf("\\u"u8) >= 0) ReadAllText(document.RootElement);
            json = document.RootElement.Clone();
            return null;
        }
        catch (JsonException exception)
        {
            return $"the body is not JSON that this host takes (nesting of {limits.MaxDepth} at most): {exception.Message}";
        }
        catch (InvalidOperationException exception)
        {
            return $"the body holds a string that is no text: {exception.Message}";
        }
    }

    private static void ReadAllText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) ReadAllText(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    ReadAllText(property.Value);
                }

                break;
        }
    }
}
