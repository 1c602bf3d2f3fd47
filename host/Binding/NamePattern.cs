using System.Text;

namespace ReWorkerHost.Binding;

/// <summary>Names as regular expressions of the kind that a JSON Schema has, which knows no flag for ignoring case.</summary>
internal static class NamePattern
{
    private const string Special = @"\^$.|?*+()[]{}/";

    /// <summary>A key or an enum's member: it matches ignoring case and underscores.</summary>
    public static string Loose(string name) => Join(name.Replace("_", "", StringComparison.Ordinal), "_*");

    /// <summary>A subcommand: it matches ignoring case.</summary>
    public static string IgnoringCase(string name) => Join(name, "");

    private static string Join(string name, string between)
    {
        var pattern = new StringBuilder("^").Append(between);
        foreach (var letter in name)
        {
            var (lower, upper) = (char.ToLowerInvariant(letter), char.ToUpperInvariant(letter));
            if (lower != upper) pattern.Append('[').Append(lower).Append(upper).Append(']');
            else if (Special.Contains(letter)) pattern.Append('\\').Append(letter);
            else pattern.Append(letter);
            pattern.Append(between);
        }

        return pattern.Append('$').ToString();
    }
}
