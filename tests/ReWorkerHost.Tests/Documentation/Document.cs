using System.Text.RegularExpressions;

namespace ReWorkerHost.Tests.Documentation;

/// <summary>One Markdown file of the repository.</summary>
/// <param name="Path">Its path below the repository's root, with '/'.</param>
internal sealed partial record Document(string Path)
{
    /// <summary>Its text.</summary>
    public string Text { get; } = File.ReadAllText(System.IO.Path.Combine(Repository.Root, Path));

    /// <summary>The code blocks of a language, each with a line break at its end.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Fence().Matches(Text).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    /// <summary>Where its links lead.</summary>
    public IEnumerable<string> Links => Link().Matches(Fence().Replace(Text, "")).Select(match => match.Groups["target"].Value);

    /// <summary>The anchors of its headings.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Fence().Replace(Text, ""))
        .Select(match => NotInAnchors().Replace(match.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>The documentation: every Markdown file, those that the build and the daemon make left out.</summary>
    public static IReadOnlyList<Document> All() =>
    [
        .. from folder in new[] { "", "docs", "host", "plugin-abstractions", "plugins", "tests" }
           from file in Directory.EnumerateFiles(
               System.IO.Path.Combine(Repository.Root, folder), "*.md", folder.Length == 0 ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
           select new Document(System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')),
    ];

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
