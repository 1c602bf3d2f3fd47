using ReWorkerHost.Tests.Architecture;

namespace ReWorkerHost.Tests.Documentation;

public sealed class LinksTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_in_it() => Findings.None(
        from document in Document.All()
        from link in document.Links
        where !link.Contains("://", StringComparison.Ordinal) && !Leads(document, link)
        select $"{document.Path} links to {link}");

    [Fact]
    public void The_documentation_is_there() =>
        Assert.Empty(new[] { "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/configuration.md", "docs/writing-workers.md" }.Except(Document.All().Select(document => document.Path)));

    private static bool Leads(Document document, string link)
    {
        var parts = link.Split('#', 2);
        var path = parts[0].Length == 0 ? document.Path : Path.Combine(Path.GetDirectoryName(document.Path)!, parts[0]);
        var file = Path.GetFullPath(path, Repository.Root);
        if (!File.Exists(file)) return false;
        return parts.Length == 1 || new Document(Path.GetRelativePath(Repository.Root, file)).Anchors.Contains(parts[1]);
    }
}
