using System.Text.Encodings.Web;
using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>How this host writes JSON.</summary>
internal static class JsonText
{
    /// <summary>Only what JSON demands is escaped: the text goes to programs, not into HTML.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
