using Microsoft.CodeAnalysis;

namespace ReWorkerHost.Analyzers;

/// <summary>The contract's types in a compilation.</summary>
internal sealed class ContractTypes
{
    private const string Contract = "ReWorkerHost.Abstractions";
    private readonly INamedTypeSymbol worker;
    private readonly INamedTypeSymbol output;
    private readonly INamedTypeSymbol notifications;
    private readonly INamedTypeSymbol startup;
    private readonly INamedTypeSymbol context;

    private ContractTypes(INamedTypeSymbol worker, INamedTypeSymbol output, INamedTypeSymbol notifications, INamedTypeSymbol startup, INamedTypeSymbol context)
    {
        this.worker = worker;
        this.output = output;
        this.notifications = notifications;
        this.startup = startup;
        this.context = context;
    }

    /// <summary>Finds them; <see langword="null"/> where the compilation does not reference the contract.</summary>
    public static ContractTypes? Find(Compilation compilation) =>
        Type(compilation, "Worker") is { } worker && Type(compilation, "OutputWorker") is { } output && Type(compilation, "NotificationWorker") is { } notifications
        && Type(compilation, "IPluginStartup") is { } startup && Type(compilation, "StepContext") is { } context
            ? new ContractTypes(worker, output, notifications, startup, context) : null;

    /// <summary>The type derives from one of the contract's classes of workers.</summary>
    public bool IsWorker(INamedTypeSymbol type) => TakesSteps(type) || Derives(type, output) || Derives(type, notifications);

    /// <summary>The type derives from <c>Worker</c>.</summary>
    public bool TakesSteps(INamedTypeSymbol type) => Derives(type, worker);

    /// <summary>The type is the contract's <c>Worker</c> itself.</summary>
    public bool IsWorkerItself(ITypeSymbol? type) => Same(type, worker);

    /// <summary>The type implements <c>IPluginStartup</c>.</summary>
    public bool IsStartup(INamedTypeSymbol type) => type.AllInterfaces.Any(item => Same(item, startup));

    /// <summary>The type is <c>StepContext</c>.</summary>
    public bool IsStepContext(ITypeSymbol type) => Same(type, context);

    /// <summary>One of the contract's attributes on a symbol, by its name without <c>Attribute</c>.</summary>
    public static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type && TypeNames.Of(type) == $"{Contract}.{name}Attribute");

    private static INamedTypeSymbol? Type(Compilation compilation, string name) => compilation.GetTypeByMetadataName($"{Contract}.{name}");

    private static bool Same(ITypeSymbol? one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (Same(parent, from)) return true;
        }

        return false;
    }
}
