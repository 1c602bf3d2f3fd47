using Microsoft.CodeAnalysis;

namespace ReWorkerHost.Analyzers;

/// <summary>The types that the host reads from JSON by itself.</summary>
internal static class ReadableTypes
{
    private static readonly HashSet<SpecialType> Special =
    [
        SpecialType.System_String, SpecialType.System_Boolean, SpecialType.System_Double, SpecialType.System_Single, SpecialType.System_Decimal,
        SpecialType.System_Byte, SpecialType.System_SByte, SpecialType.System_Int16, SpecialType.System_UInt16, SpecialType.System_Int32,
        SpecialType.System_UInt32, SpecialType.System_Int64, SpecialType.System_UInt64, SpecialType.System_DateTime,
    ];

    private static readonly HashSet<string> Named = ["System.Guid", "System.DateTimeOffset", "System.TimeSpan", "System.Uri"];

    private static readonly HashSet<string> Dictionaries =
        ["System.Collections.Generic.Dictionary`2", "System.Collections.Generic.IDictionary`2", "System.Collections.Generic.IReadOnlyDictionary`2"];

    private static readonly HashSet<string> Lists =
    [
        "System.Collections.Generic.IEnumerable`1", "System.Collections.Generic.ICollection`1", "System.Collections.Generic.IList`1",
        "System.Collections.Generic.IReadOnlyCollection`1", "System.Collections.Generic.IReadOnlyList`1", "System.Collections.Generic.List`1",
        "System.Collections.Generic.HashSet`1", "System.Collections.Generic.ISet`1", "System.Collections.Generic.IReadOnlySet`1",
    ];

    /// <summary>One JSON string, number or boolean.</summary>
    public static bool IsScalar(ITypeSymbol type) => Special.Contains(type.SpecialType) || (type is INamedTypeSymbol named && Named.Contains(TypeNames.Of(named)));

    /// <summary>Any JSON.</summary>
    public static bool IsRaw(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic || (type is INamedTypeSymbol named && TypeNames.Of(named) == "System.Text.Json.JsonElement");

    /// <summary>What a list or a dictionary holds; <see langword="null"/> where the type is neither.</summary>
    public static ITypeSymbol? ItemOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { IsSZArray: true } array) return array.ElementType;
        if (type is not INamedTypeSymbol { IsGenericType: true } named) return null;
        if (Lists.Contains(TypeNames.Of(named))) return named.TypeArguments[0];
        return Dictionaries.Contains(TypeNames.Of(named)) && named.TypeArguments[0].SpecialType == SpecialType.System_String ? named.TypeArguments[1] : null;
    }

    /// <summary>A number.</summary>
    public static bool IsNumber(ITypeSymbol type) =>
        Special.Contains(type.SpecialType) && type.SpecialType is not (SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_DateTime);
}
