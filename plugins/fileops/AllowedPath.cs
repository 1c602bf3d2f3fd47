namespace ReWorkerHost.Plugins.Fileops;

/// <summary>A path that is, as it is written, an allowed folder or in one. Where it really leads, the script looks.</summary>
/// <param name="Whole">The path in its plain form.</param>
/// <param name="Folder">The folder that it is in; the path itself where it is an allowed folder.</param>
/// <param name="Name">Its name there; <c>.</c> where it is an allowed folder.</param>
/// <param name="IsFolder">Whether it was written with <c>/</c> at its end, so that only a folder is meant.</param>
internal sealed record AllowedPath(string Whole, string Folder, string Name, bool IsFolder)
{
    private const string Key = $"{FileopsOptions.Path}.folders";

    /// <summary>Whether it is an allowed folder itself.</summary>
    public bool IsAllowedFolder => Name == ".";

    /// <summary>The expression by which <c>tar</c> makes its whole path, without <c>/</c> in front, of <c>./NAME</c> or <c>.</c>.</summary>
    public string ArchivePrefix => Folder[1..].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("&", "\\&", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path.</param>
    /// <param name="parameter">The parameter that it is of, for messages.</param>
    /// <param name="folders">The allowed folders.</param>
    /// <param name="problems">Gets what is wrong with it.</param>
    /// <returns>The path, or <see langword="null"/> where it can't be used.</returns>
    public static AllowedPath? Read(string text, string parameter, IReadOnlyList<string> folders, ICollection<string> problems)
    {
        if (!PlainPath.TryRead(text, out var plain))
        {
            problems.Add($"{parameter}: {Quote(text)} can't be used: expected an absolute path of at most 4096 characters, without .. in it");
            return null;
        }

        if (folders.Contains(plain)) return new AllowedPath(plain, plain, ".", IsFolder: true);
        if (!folders.Any(folder => plain.StartsWith($"{folder}/", StringComparison.Ordinal)))
        {
            problems.Add($"{parameter}: {Quote(text)} is in no allowed folder: name one that it is in in {Key} to allow it");
            return null;
        }

        var slash = plain.LastIndexOf('/');
        return new AllowedPath(plain, plain[..slash], plain[(slash + 1)..], text.EndsWith('/'));
    }

    private static string Quote(string path) => path.Length <= 200 ? $"\"{path}\"" : $"\"{path[..200]}...\"";
}
