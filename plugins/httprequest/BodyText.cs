using System.Net.Http.Headers;
using System.Text;

namespace ReWorkerHost.Plugins.HttpRequest;

/// <summary>Reads the beginning of an answer's body where it is text. The rest is not even received.</summary>
internal static class BodyText
{
    private const int Most = 4096;
    private static readonly string[] TextTypes = ["json", "xml", "javascript", "yaml", "x-www-form-urlencoded"];

    /// <summary>The first 4096 characters without secrets, or <see langword="null"/> where the body is empty or no text.</summary>
    public static async Task<string?> ReadAsync(HttpContent content, Secrets secrets, CancellationToken cancellationToken)
    {
        if (!IsText(content.Headers.ContentType?.MediaType)) return null;
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(stream, EncodingOf(content.Headers.ContentType), detectEncodingFromByteOrderMarks: false);
        var buffer = new char[Most + secrets.Longest];
        try
        {
            var length = await reader.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
            var most = length > Most && char.IsHighSurrogate(buffer[Most - 1]) ? Most - 1 : Most;
            return length == 0 || buffer.AsSpan(0, length).Contains('\0') ? null : secrets.Redact(new string(buffer, 0, length), most).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException) // it only said that it is text, or said nothing
        {
            return null;
        }
    }

    private static bool IsText(string? type) =>
        type is null || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || TextTypes.Any(end => type.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static Encoding EncodingOf(MediaTypeHeaderValue? type)
    {
        try
        {
            return Encoding.GetEncoding(type?.CharSet?.Trim('"') ?? "utf-8", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException) // a name that means nothing here
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true);
        }
    }
}
