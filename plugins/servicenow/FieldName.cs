namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>The rules for what becomes part of a query or of an address.</summary>
internal static class FieldName
{
    private const int Most = 80;

    /// <summary>Whether a text can be the name of a table or a field.</summary>
    public static bool IsOne(string text) => text.Length is > 0 and <= Most && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>
    /// Whether a text can be a record's number. In a query <c>^</c> and line ends begin another condition, and <c>javascript:</c> a script;
    /// none of that is in a number.
    /// </summary>
    public static bool IsNumber(string text) => text.Length is > 0 and <= Most && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
}
