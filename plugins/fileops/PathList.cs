using System.Text.Json;

namespace ReWorkerHost.Plugins.Fileops;

/// <summary>Reads the parameter <c>path</c>: a string or a list of strings.</summary>
internal static class PathList
{
    /// <summary>Reads it; each path is taken once.</summary>
    public static IReadOnlyList<AllowedPath> Read(JsonElement path, IReadOnlyList<string> folders, ICollection<string> problems)
    {
        var texts = path.ValueKind switch
        {
            JsonValueKind.String => [("path", path)],
            JsonValueKind.Array => path.EnumerateArray().Select((entry, index) => ($"path[{index}]", entry)).ToList(),
            _ => new List<(string, JsonElement)>(),
        };
        if (texts.Count == 0) problems.Add("path: expected a path, or a list of at least one");
        var paths = texts.Select(text => ReadOne(text.Item2, text.Item1, folders, problems)).OfType<AllowedPath>();
        return [.. paths.DistinctBy(read => read.Whole)];
    }

    private static AllowedPath? ReadOne(JsonElement text, string place, IReadOnlyList<string> folders, ICollection<string> problems)
    {
        if (text.ValueKind != JsonValueKind.String)
        {
            problems.Add($"{place}: expected a string");
            return null;
        }

        try
        {
            return AllowedPath.Read(text.GetString()!, place, folders, problems);
        }
        catch (InvalidOperationException) // half of a surrogate pair, which JSON can escape and text can't hold
        {
            problems.Add($"{place}: it is not valid Unicode text");
            return null;
        }
    }
}
