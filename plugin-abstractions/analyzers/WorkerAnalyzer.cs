using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ReWorkerHost.Analyzers;

/// <summary>Tells an author at build what the host would refuse when it loads the plugin.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (ContractTypes.Find(start.Compilation) is not { } contract) return;
            var plugin = new PluginRules(contract);
            start.RegisterSymbolAction(plugin.CheckType, SymbolKind.NamedType);
            start.RegisterCompilationEndAction(plugin.CheckWhole);
            start.RegisterSyntaxNodeAction(CheckAsyncVoid, SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement);
        });
    }

    private static void CheckAsyncVoid(SyntaxNodeAnalysisContext context)
    {
        var (modifiers, result, name) = context.Node switch
        {
            MethodDeclarationSyntax method => (method.Modifiers, method.ReturnType, method.Identifier),
            LocalFunctionStatementSyntax function => (function.Modifiers, function.ReturnType, function.Identifier),
            _ => default,
        };
        if (!modifiers.Any(SyntaxKind.AsyncKeyword) || result is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }) return;
        if (context.ContainingSymbol is IMethodSymbol marked && context.Node is MethodDeclarationSyntax && ContractTypes.Attribute(marked, "Subcommand") is not null) return; // RWH0008
        context.ReportDiagnostic(Diagnostic.Create(Rules.AsyncVoid, name.GetLocation(), name.Text));
    }
}
