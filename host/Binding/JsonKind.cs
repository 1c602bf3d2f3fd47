using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>JSON values in words.</summary>
internal static class JsonKind
{
    /// <summary>A kind in words, with its article.</summary>
    public static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    /// <summary>The error about a value of the wrong type.</summary>
    public static string Mismatch(string path, string expected, JsonElement got) => $"{path}: expected {expected}, got {Show(got)}";

    private static string Show(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return Name(value.ValueKind);
        var text = value.GetRawText();
        return $"{Name(value.ValueKind)} ({(text.Length <= 60 ? text : $"{text[..60]}...")})";
    }
}
