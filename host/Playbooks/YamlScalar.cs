using System.Globalization;
using System.Text.RegularExpressions;

namespace ReWorkerHost.Playbooks;

/// <summary>
/// What a scalar written without quotes means in the core schema of YAML 1.2. So <c>yes</c>, <c>on</c> and <c>12:30</c> are
/// strings, which they were not in YAML 1.1.
/// </summary>
internal static partial class YamlScalar
{
    /// <summary>The JSON of a number, boolean or null; <see langword="null"/> for everything that is a string.</summary>
    /// <exception cref="FormatException">It is a number that JSON can't hold; the message says why.</exception>
    public static string? ToJson(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => "null",
        "true" or "True" or "TRUE" => "true",
        "false" or "False" or "FALSE" => "false",
        _ => Number(text),
    };

    private static string? Number(string text)
    {
        if (text[0] is not ('.' or '+' or '-' or (>= '0' and <= '9'))) return null;
        if (NotFinite().IsMatch(text)) throw new FormatException($"'{text}' is a number that JSON has no way to write; put it in quotes to send it as a string");
        if (BasedInteger().IsMatch(text)) return Based(text);
        var match = Decimal().Match(text);
        if (!match.Success) return null;
        var (whole, fraction) = (match.Groups["whole"].Value.TrimStart('0'), match.Groups["fraction"]);
        return (match.Groups["sign"].Value == "-" ? "-" : "")
            + (whole.Length == 0 ? "0" : whole)
            + (fraction.Success ? "." + (fraction.Length == 0 ? "0" : fraction.Value) : "")
            + match.Groups["exponent"].Value;
    }

    private static string Based(string text)
    {
        try
        {
            return Convert.ToUInt64(text[2..], text[1] == 'x' ? 16 : 8).ToString(CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw new FormatException($"'{text}' does not fit into 64 bits; write it in decimal, or in quotes to send it as a string");
        }
    }

    [GeneratedRegex(@"^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex NotFinite();

    [GeneratedRegex(@"^0(?:o[0-7]+|x[0-9a-fA-F]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex BasedInteger();

    [GeneratedRegex(@"^(?<sign>[-+])?(?:(?<whole>[0-9]+)(?:\.(?<fraction>[0-9]*))?|\.(?<fraction>[0-9]+))(?<exponent>[eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
