using System.Text;
using System.Xml.Linq;

namespace ReWorkerHost.Binding;

/// <summary>A text of an XML documentation file as plain words in one line.</summary>
internal static class XmlText
{
    /// <summary>The words of an element, or <see langword="null"/> where there are none.</summary>
    public static string? Of(XElement? element)
    {
        if (element is null) return null;
        var text = new StringBuilder();
        Write(element, text);
        var words = string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? null : words;
    }

    private static void Write(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText words) text.Append(words.Value);
            else if (node is XElement inner) WriteInner(inner, text);
        }
    }

    private static void WriteInner(XElement element, StringBuilder text)
    {
        if (!element.IsEmpty && element.Value.Length > 0)
        {
            var isBlock = element.Name.LocalName is "para" or "list" or "item" or "term" or "description" or "code";
            if (isBlock) text.Append(' ');
            Write(element, text);
            if (isBlock) text.Append(' ');
        }
        else if (element.Attribute("cref") is { } cref) text.Append(Name(cref.Value));
        else text.Append((element.Attribute("name") ?? element.Attribute("langword") ?? element.Attribute("href"))?.Value ?? " ");
    }

    /// <summary>The last word of <c>M:Frobbing.FrobWorker.Frob(Frobbing.Parameters)</c>.</summary>
    private static string Name(string cref)
    {
        var path = cref[(cref.IndexOf(':') + 1)..].Split('(')[0].Replace(".#ctor", "", StringComparison.Ordinal);
        return path[(path.LastIndexOf('.') + 1)..].Split('`', '{')[0];
    }
}
