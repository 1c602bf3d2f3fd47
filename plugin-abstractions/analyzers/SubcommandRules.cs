using Microsoft.CodeAnalysis;

namespace ReWorkerHost.Analyzers;

/// <summary>The rules for the subcommands of one worker, as the host's <c>SubcommandSet</c> and <c>SubcommandMethod</c> have them.</summary>
internal sealed class SubcommandRules(ContractTypes contract, Reporter reporter, Action<Diagnostic> report, INamedTypeSymbol worker)
{
    private static readonly string[] Tasks = ["System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.ValueTask", "System.Threading.Tasks.ValueTask`1"];

    /// <summary>Checks them.</summary>
    public void Check()
    {
        var methods = Methods().ToList();
        var marked = methods.Where(method => Mark(method) is not null).ToList();
        foreach (var method in marked.Where(method => !IsSeen(method)))
        {
            Report(Rules.UnseenSubcommand, method, Place(method), method.IsStatic ? "static" : "not public");
        }

        var seen = marked.Where(IsSeen).ToList();
        var raw = methods.Any(IsRaw);
        if (seen.Count == 0 && !raw) Report(Rules.NoSubcommand, worker, worker.Name);
        if (seen.Count > 0 && raw) Report(Rules.RawAndSubcommands, worker, worker.Name);
        foreach (var twins in seen.GroupBy(NameOf, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            Report(Rules.TwinSubcommands, twins.Last(), worker.Name, NameOf(twins.Last()));
        }

        foreach (var method in seen) CheckSignature(method);
    }

    private void CheckSignature(IMethodSymbol method)
    {
        if (method.IsGenericMethod) Report(Rules.GenericSubcommand, method, Place(method));
        if (method.ReturnType is not INamedTypeSymbol result || !Tasks.Contains(TypeNames.Of(result)))
        {
            if (method.ReturnType.TypeKind != TypeKind.Error) Report(Rules.BadResult, method, Place(method), method.IsAsync && method.ReturnsVoid ? "async void" : TypeNames.Show(method.ReturnType));
        }

        var own = method.Parameters.Where(parameter => !contract.IsStepContext(parameter.Type) && !IsToken(parameter.Type)).ToList();
        var types = method.Parameters.Select(parameter => parameter.Type).ToList();
        if (own.Count > 1 || types.Distinct(SymbolEqualityComparer.Default).Count() < types.Count || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
        {
            Report(Rules.BadArguments, method, Place(method), string.Join(", ", method.Parameters.Select(parameter => parameter.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat))));
        }
        else if (own.Count == 1 && !method.IsGenericMethod)
        {
            new ParametersRules((rule, symbol, arguments) => reporter.Report(report, rule, symbol, own[0], arguments)).Check(own[0].Type, own[0]);
        }
    }

    /// <summary>The methods of the class and of those that it derives from, below the contract's; one that is overridden is left out.</summary>
    private IEnumerable<IMethodSymbol> Methods()
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var type = worker; type is not null && !contract.IsWorkerItself(type); type = type.BaseType)
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary && !overridden.Contains(method.OriginalDefinition)))
            {
                if (method.OverriddenMethod is { } earlier) overridden.Add(earlier.OriginalDefinition);
                yield return method;
            }
        }
    }

    private bool IsRaw(IMethodSymbol method) =>
        method is { Name: "ExecuteAsync", DeclaredAccessibility: Accessibility.Public, IsStatic: false, Parameters.Length: 1 } && contract.IsStepContext(method.Parameters[0].Type);

    private static bool IsSeen(IMethodSymbol method) => method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false };

    /// <summary>The mark of a method, or of the one that it overrides.</summary>
    private static AttributeData? Mark(IMethodSymbol method)
    {
        for (var declared = method; declared is not null; declared = declared.OverriddenMethod)
        {
            if (ContractTypes.Attribute(declared, "Subcommand") is { } mark) return mark;
        }

        return null;
    }

    private static string NameOf(IMethodSymbol method) => Mark(method)?.ConstructorArguments.FirstOrDefault().Value as string ?? method.Name;

    private static bool IsToken(ITypeSymbol type) => type is INamedTypeSymbol named && TypeNames.Of(named) == "System.Threading.CancellationToken";

    private static string Place(IMethodSymbol method) => $"{method.ContainingType.Name}.{method.Name}";

    private void Report(DiagnosticDescriptor rule, ISymbol symbol, params object[] arguments) => reporter.Report(report, rule, symbol, worker, arguments);
}
