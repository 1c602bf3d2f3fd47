using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReWorkerHost.Tests.Architecture;

/// <summary>One C# file of the repository.</summary>
/// <param name="Path">Its path below the repository's root, with '/'.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>Its syntax.</summary>
    public CompilationUnitSyntax Syntax { get; } = CSharpSyntaxTree.ParseText(Text).GetCompilationUnitRoot();

    /// <summary>The folder below the top-level one, such as <c>Steps</c>; empty for a file that lies directly in it.</summary>
    public string Stage => Path.Split('/') is [_, var stage, _, ..] ? stage : "";

    /// <summary>The types that it declares, nested ones left out.</summary>
    public IEnumerable<MemberDeclarationSyntax> Types => Syntax
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>().Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>A place in it, for messages.</summary>
    public string At(Microsoft.CodeAnalysis.SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>Every C# file below some top-level folders, what the build makes left out.</summary>
    public static IReadOnlyList<SourceFile> In(params string[] folders) =>
    [
        .. from folder in folders
           from file in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
           let path = System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
           where !path.Split('/').Any(part => part is "obj" or "bin")
           orderby path
           select new SourceFile(path, File.ReadAllText(file)),
    ];
}
