using Microsoft.CodeAnalysis;

namespace ReWorkerHost.Analyzers;

/// <summary>Types by their names, as the host knows them.</summary>
internal static class TypeNames
{
    /// <summary>The full name of a type's definition, such as <c>System.Collections.Generic.List`1</c>.</summary>
    public static string Of(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{Of(outer)}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}" : type.MetadataName;

    /// <summary>The type is .NET's own, whose properties are no parameters.</summary>
    public static bool IsOfTheFramework(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    /// <summary>The type is public, and so are all around it.</summary>
    public static bool IsExported(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.DeclaredAccessibility != Accessibility.Public) return false;
        }

        return true;
    }

    /// <summary>The type or one around it is generic.</summary>
    public static bool IsGeneric(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.Arity > 0) return true;
        }

        return false;
    }

    /// <summary>A type as a person reads it.</summary>
    public static string Show(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
