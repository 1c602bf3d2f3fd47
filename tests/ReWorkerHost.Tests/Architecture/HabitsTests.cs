using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReWorkerHost.Tests.Architecture;

/// <summary>What must not be in a daemon whose steps run side by side for hours.</summary>
public sealed class HabitsTests
{
    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.In("host", "plugin-abstractions", "plugins");

    [Fact]
    public void Nobody_blocks_on_a_task() => Findings.None(
        Find<MemberAccessExpressionSyntax>(access => !IsInNameof(access) && (access.Name.Identifier.Text is "Result" || IsCall(access, "GetResult") || (IsCall(access, "Wait") && access.Expression.ToString() != "Monitor"))));

    [Fact]
    public void Nothing_is_async_void() => Findings.None(
        Find<MethodDeclarationSyntax>(method => IsAsync(method.Modifiers) && IsVoid(method.ReturnType))
            .Concat(Find<LocalFunctionStatementSyntax>(function => IsAsync(function.Modifiers) && IsVoid(function.ReturnType))));

    [Fact]
    public void The_time_is_asked_of_a_TimeProvider() => Findings.None(
        Find<MemberAccessExpressionSyntax>(access => access.ToString() is "DateTime.Now" or "DateTime.UtcNow" or "DateTime.Today" or "DateTimeOffset.Now" or "DateTimeOffset.UtcNow"));

    [Fact]
    public void Nobody_sleeps_on_a_thread() =>
        Findings.None(Find<MemberAccessExpressionSyntax>(access => access.ToString() == "Thread.Sleep"));

    private static IEnumerable<string> Find<T>(Func<T, bool> isWrong) where T : SyntaxNode =>
        from file in Files
        from node in file.Syntax.DescendantNodes().OfType<T>()
        where isWrong(node)
        select $"{file.At(node)}: {node.ToString().Split('\n')[0]}";

    private static bool IsCall(MemberAccessExpressionSyntax access, string name) =>
        access.Name.Identifier.Text == name && access.Parent is InvocationExpressionSyntax;

    private static bool IsInNameof(SyntaxNode node) =>
        node.Ancestors().OfType<InvocationExpressionSyntax>().Any(call => call.Expression.ToString() == "nameof");

    private static bool IsAsync(SyntaxTokenList modifiers) => modifiers.Any(SyntaxKind.AsyncKeyword);

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
}
