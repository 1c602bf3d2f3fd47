using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>Reads modes, as <c>chmod</c> takes them.</summary>
internal static partial class FileMode
{
    /// <summary>Reads the parameter <c>mode</c>.</summary>
    public static string Read(JsonElement mode, ICollection<string> problems)
    {
        if (mode.ValueKind == JsonValueKind.Number)
        {
            // 0644 without quotes is 644 to YAML 1.2, and 420 to YAML 1.1: nobody can tell what was written.
            problems.Add($"mode: expected a string, found the number {mode.GetRawText()}: put it in quotes, such as \"0644\", because YAML reads 0644 as another number");
            return "";
        }

        if (mode.ValueKind == JsonValueKind.String && Valid().IsMatch(mode.GetRawText()[1..^1])) return mode.GetString()!;
        problems.Add("mode: expected a string, octal such as \"0644\" or symbolic such as \"u=rwX,go=rX\"");
        return "";
    }

    [GeneratedRegex(@"\A(?:[0-7]{3,4}|0[0-7]{4}|[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+(?:,[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+)*)\z")]
    private static partial Regex Valid();
}
