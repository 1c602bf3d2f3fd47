using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PublicApiGenerator;
using ReWorkerHost.Abstractions;
using ReWorkerHost.Testing;

namespace ReWorkerHost.Tests.Architecture;

/// <summary>The contract and the test harness are what others build against: they change only on purpose, and explain themselves.</summary>
public sealed class ContractTests
{
    private static readonly IReadOnlyList<SourceFile> Files = [.. SourceFile.In("plugin-abstractions").Where(file => file.Stage is "" or "testing")];

    [Theory]
    [InlineData("Contract", typeof(Worker))]
    [InlineData("Testing", typeof(WorkerHarness))]
    public void The_public_surface_is_the_approved_one(string name, Type any)
    {
        var approved = Path.Combine(Repository.Root, "tests", "ReWorkerHost.Tests", "Architecture", $"{name}.approved.txt");
        var received = Path.Combine(Repository.Root, "artifacts", $"{name}.received.txt");
        var surface = any.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        File.WriteAllText(received, surface);

        Assert.True(File.Exists(approved) && File.ReadAllText(approved) == surface, $"The surface has changed. Where that is meant: cp {received} {approved}, and think of its version.");
    }

    [Fact]
    public void Every_public_member_is_documented() => Findings.None(
        from file in Files
        from member in file.Syntax.DescendantNodes().OfType<MemberDeclarationSyntax>()
        where member is not (BaseNamespaceDeclarationSyntax or EnumMemberDeclarationSyntax) && IsVisible(member) && Documentation(member).Length == 0
        select $"{file.At(member)}: {member.ToString().Split('\n')[0]}");

    [Fact]
    public void Every_parameter_is_documented() => Findings.None(
        from file in Files
        from list in file.Syntax.DescendantNodes().OfType<ParameterListSyntax>()
        let member = list.FirstAncestorOrSelf<MemberDeclarationSyntax>()!
        where IsVisible(member) && !Documentation(member).Contains("<inheritdoc", StringComparison.Ordinal)
        from parameter in list.Parameters
        where !Documentation(member).Contains($"<param name=\"{parameter.Identifier.Text}\">", StringComparison.Ordinal)
        select $"{file.At(parameter)}: {parameter}");

    [Fact]
    public void Every_value_of_an_enum_is_documented() => Findings.None(
        from file in Files
        from value in file.Syntax.DescendantNodes().OfType<EnumMemberDeclarationSyntax>()
        where Documentation(value).Length == 0
        select $"{file.At(value)}: {value}");

    private static bool IsVisible(MemberDeclarationSyntax member) =>
        IsVisibleItself(member) && member.Ancestors().OfType<TypeDeclarationSyntax>().All(IsVisibleItself);

    private static bool IsVisibleItself(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Modifiers.Any(SyntaxKind.ProtectedKeyword) || member.Parent is InterfaceDeclarationSyntax;

    private static string Documentation(MemberDeclarationSyntax member) =>
        string.Concat(member.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)).Select(trivia => trivia.ToFullString()));
}
