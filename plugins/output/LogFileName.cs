using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ReWorkerHost.Plugins.Output;

/// <summary>
/// Names the file of a release. The release's id is untrusted: every id gets a name of its own that is safe in a folder. What is no
/// letter, digit, <c>-</c>, <c>_</c> or <c>.</c> of ASCII, and a dot at the beginning, becomes <c>%xx</c>, byte by byte in UTF-8. A
/// <c>+</c>, which can't come from an id, marks the names that are not an id in this form.
/// </summary>
internal static class LogFileName
{
    private const string Extension = ".log";

    /// <summary>A file's name has at most 255 bytes; the number of a rotated one comes behind it.</summary>
    private const int Longest = 255 - 4 - 4;

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>The name of the file for an id.</summary>
    public static string Of(string? correlationId) => Stem(correlationId) + Extension;

    private static string Stem(string? correlationId)
    {
        if (correlationId is null) return "+none";
        if (correlationId.Length == 0) return "+empty";
        var name = Encode(correlationId);
        if (name.Length <= Longest) return name;
        return $"{name[..100]}+{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(name)))}";
    }

    private static string Encode(string id)
    {
        var name = new StringBuilder(id.Length);
        Span<byte> bytes = stackalloc byte[4];
        var rest = id.AsSpan();
        while (rest.Length > 0)
        {
            var status = Rune.DecodeFromUtf16(rest, out var rune, out var used);
            if (status != OperationStatus.Done) name.Append($"%u{(int)rest[0]:x4}"); // half of a surrogate pair has no form in UTF-8
            else if (rune.IsAscii && Plain.Contains((char)rune.Value) && (rune.Value != '.' || name.Length > 0)) name.Append((char)rune.Value);
            else
            {
                foreach (var value in bytes[..rune.EncodeToUtf8(bytes)]) name.Append($"%{value:x2}");
            }

            rest = rest[used..];
        }

        return name.ToString();
    }
}
