using Microsoft.CodeAnalysis;

namespace ReWorkerHost.Analyzers;

/// <summary>
/// What a class of parameters may be made of, as the host's <c>ParametersModel</c>, <c>ObjectReader</c> and <c>ReaderFactory</c> have it. A
/// test gives the same classes to both.
/// </summary>
internal sealed class ParametersRules(Action<DiagnosticDescriptor, ISymbol, object[]> report)
{
    private const int DeepestNesting = 32;
    private readonly Stack<ITypeSymbol> open = new();

    /// <summary>Checks the type that a subcommand takes.</summary>
    public void Check(ITypeSymbol type, ISymbol place)
    {
        if (type.TypeKind == TypeKind.Error) return;
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } found && !TypeNames.IsOfTheFramework(type)) CheckObject(found, place);
        else report(Rules.NoParametersClass, place, [TypeNames.Show(type)]);
    }

    private void CheckObject(INamedTypeSymbol type, ISymbol place)
    {
        if (Constructor(type, place) is not { } arguments) return;
        var members = arguments.Select(argument => new ParameterMember(argument.Name, argument.Type, argument, PropertyOf(type, argument.Name))).ToList();
        var taken = new HashSet<string>(members.Select(member => member.Name), StringComparer.OrdinalIgnoreCase);
        members.AddRange(Properties(type)
            .Where(property => property is { SetMethod.DeclaredAccessibility: Accessibility.Public, IsIndexer: false } && !taken.Contains(property.Name))
            .Select(property => new ParameterMember(property.Name, property.Type, property, property)));
        foreach (var twins in members.GroupBy(member => member.BareKey, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            report(Rules.TwinParameters, twins.Last().Symbol, [type.Name, twins.First().Key]);
        }

        foreach (var member in members)
        {
            ValidationRules.Check(member, report);
            CheckValue(member.Type, member.Symbol);
        }
    }

    private void CheckValue(ITypeSymbol type, ISymbol place)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        if (type.TypeKind is TypeKind.Error or TypeKind.Enum || ReadableTypes.IsScalar(type) || ReadableTypes.IsRaw(type)) return;
        if (ReadableTypes.ItemOf(type) is { } item)
        {
            CheckValue(item, place);
        }
        else if (type is not INamedTypeSymbol { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct } found || TypeNames.IsOfTheFramework(type))
        {
            report(Rules.Unreadable, place, [place.Name, TypeNames.Show(type)]);
        }
        else if (open.Contains(type, SymbolEqualityComparer.Default) || open.Count >= DeepestNesting)
        {
            report(Rules.Nested, place, [place.Name, TypeNames.Show(type)]);
        }
        else
        {
            open.Push(type);
            CheckObject(found, place);
            open.Pop();
        }
    }

    /// <summary>The parameters of the constructor that the host calls; <see langword="null"/> where there is none that it can call.</summary>
    private IReadOnlyList<IParameterSymbol>? Constructor(INamedTypeSymbol type, ISymbol place)
    {
        var all = type.InstanceConstructors
            .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public && !(type.IsValueType && constructor is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true })).ToList();
        if (all.Any(constructor => constructor.Parameters.IsEmpty) || (type.IsValueType && all.Count == 0)) return [];
        if (all.Count == 1) return all[0].Parameters;
        report(Rules.BadConstructors, type.Locations.Any(location => location.IsInSource) ? type : place, [type.Name, all.Count]);
        return null;
    }

    private static IPropertySymbol? PropertyOf(INamedTypeSymbol type, string name) =>
        Properties(type).FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var property in declaring.GetMembers().OfType<IPropertySymbol>().Where(property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }))
            {
                if (names.Add($"{property.Name} {property.Type.ToDisplayString()}")) yield return property;
            }
        }
    }
}
