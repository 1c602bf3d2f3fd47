using System.Text;

namespace ReWorkerHost.Plugins.Output;

/// <summary>Makes a text safe for a page of HTML, and changes nothing but what has a meaning there.</summary>
internal static class HtmlText
{
    /// <summary>The text with its special characters escaped, as bytes in UTF-8 that end with a line break.</summary>
    public static byte[] Encode(string text)
    {
        var escaped = new StringBuilder(text)
            .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");
        if (!text.EndsWith('\n')) escaped.Append('\n');
        return Encoding.UTF8.GetBytes(escaped.ToString());
    }
}
