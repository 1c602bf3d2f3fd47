using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ReWorkerHost.Analyzers;

/// <summary>The rules for one plugin: what the host checks when it loads it.</summary>
internal sealed class PluginRules(ContractTypes contract)
{
    private readonly ConcurrentBag<KeyValuePair<string, INamedTypeSymbol>> workers = [];
    private readonly ConcurrentBag<INamedTypeSymbol> startups = [];
    private readonly Reporter reporter = new();

    /// <summary>Checks one type.</summary>
    public void CheckType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class) return;
        if (contract.IsStartup(type) && !type.IsAbstract) CheckStartup(type, context.ReportDiagnostic);
        if (contract.IsWorker(type)) CheckWorker(type, context.ReportDiagnostic);
        else CheckOther(type, context.ReportDiagnostic);
    }

    /// <summary>Checks what only the whole of the plugin shows.</summary>
    public void CheckWhole(CompilationAnalysisContext context)
    {
        foreach (var twins in workers.GroupBy(worker => worker.Key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            var all = twins.OrderBy(worker => worker.Value.Name, StringComparer.Ordinal).ToList();
            reporter.Report(context.ReportDiagnostic, Rules.TwinWorkers, all[1].Value, all[1].Value, all[0].Value.Name, all[1].Value.Name, twins.Key);
        }

        var found = startups.OrderBy(startup => startup.Name, StringComparer.Ordinal).ToList();
        if (found.Count > 1) reporter.Report(context.ReportDiagnostic, Rules.TwinStartups, found[1], found[1], found[0].Name, found[1].Name);
    }

    private void CheckStartup(INamedTypeSymbol type, Action<Diagnostic> report)
    {
        if (!TypeNames.IsExported(type))
        {
            reporter.Report(report, Rules.UnseenStartup, type, type, type.Name);
            return;
        }

        startups.Add(type);
        var hasConstructor = type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public);
        if (!hasConstructor || TypeNames.IsGeneric(type)) reporter.Report(report, Rules.StartupConstructor, type, type, type.Name);
    }

    private void CheckWorker(INamedTypeSymbol type, Action<Diagnostic> report)
    {
        var attribute = ContractTypes.Attribute(type, "Worker");
        if (type.IsAbstract && attribute is null) return; // a base class of workers
        if (WhyUnseen(type) is { } reason)
        {
            reporter.Report(report, Rules.NotFound, type, type, type.Name, reason);
            return;
        }

        var name = attribute?.ConstructorArguments.FirstOrDefault().Value as string ?? type.Name.ToLowerInvariant();
        if (!IsName(name)) reporter.Report(report, Rules.BadName, type, type, type.Name, name);
        workers.Add(new KeyValuePair<string, INamedTypeSymbol>(name, type));
        if (contract.TakesSteps(type)) new SubcommandRules(contract, reporter, report, type).Check();
        else CheckMarks(type, "in a class that takes no steps", report);
    }

    private void CheckOther(INamedTypeSymbol type, Action<Diagnostic> report)
    {
        if (ContractTypes.Attribute(type, "Worker") is not null) reporter.Report(report, Rules.NotFound, type, type, type.Name, "it does not derive from Worker, OutputWorker or NotificationWorker");
        CheckMarks(type, "in a class that is no worker", report);
    }

    private void CheckMarks(INamedTypeSymbol type, string reason, Action<Diagnostic> report)
    {
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => ContractTypes.Attribute(method, "Subcommand") is not null))
        {
            reporter.Report(report, Rules.UnseenSubcommand, method, type, $"{type.Name}.{method.Name}", reason);
        }
    }

    private static string? WhyUnseen(INamedTypeSymbol type) =>
        type.IsAbstract ? "it is abstract; mark the classes that derive from it with [Worker]"
        : TypeNames.IsGeneric(type) ? "it is generic; derive a class from it that names its types"
        : !TypeNames.IsExported(type) ? "it is not public, or a class around it is not; make them public"
        : null;

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && name.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.');
}
