using Microsoft.CodeAnalysis;

namespace ReWorkerHost.Analyzers;

/// <summary>One parameter: a property, or a constructor's parameter with the property that holds it.</summary>
internal sealed class ParameterMember(string name, ITypeSymbol type, ISymbol symbol, IPropertySymbol? property)
{
    /// <summary>Its name in the class.</summary>
    public string Name { get; } = property?.Name ?? name;

    /// <summary>Its type.</summary>
    public ITypeSymbol Type { get; } = type;

    /// <summary>Where it is declared.</summary>
    public ISymbol Symbol { get; } = symbol;

    /// <summary>Its attributes; those of a constructor's parameter and of its property both hold.</summary>
    public IEnumerable<AttributeData> Attributes => property is null || SymbolEqualityComparer.Default.Equals(property, Symbol)
        ? Symbol.GetAttributes() : Symbol.GetAttributes().Concat(property.GetAttributes());

    /// <summary>Its key in a job.</summary>
    public string Key => DynamicName ?? Name;

    /// <summary>The key as it is matched, but for its case.</summary>
    public string BareKey => Key.Replace("_", "");

    private string? DynamicName => (property is null ? null : ContractTypes.Attribute(property, "Dynamic"))?.ConstructorArguments.FirstOrDefault().Value as string;
}
