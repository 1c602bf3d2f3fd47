using Microsoft.CodeAnalysis;

namespace ReWorkerHost.Analyzers;

/// <summary>Which attributes of System.ComponentModel.DataAnnotations can check which types. On others they throw, or refuse every value.</summary>
internal static class ValidationRules
{
    private const string Namespace = "System.ComponentModel.DataAnnotations.";

    /// <summary>Checks the attributes of one member.</summary>
    public static void Check(ParameterMember member, Action<DiagnosticDescriptor, ISymbol, object[]> report)
    {
        var type = member.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : member.Type;
        if (type.TypeKind == TypeKind.Error || ReadableTypes.IsRaw(type)) return;
        foreach (var attribute in member.Attributes)
        {
            if (attribute.AttributeClass is not { } found || !TypeNames.Of(found).StartsWith(Namespace, StringComparison.Ordinal)) continue;
            var name = found.Name.EndsWith("Attribute", StringComparison.Ordinal) ? found.Name.Substring(0, found.Name.Length - 9) : found.Name;
            if (Purpose(name, attribute, type) is { } purpose) report(Rules.BadValidation, member.Symbol, [name, member.Name, TypeNames.Show(type), purpose]);
        }
    }

    /// <summary>What an attribute is for, where the type is something else.</summary>
    private static string? Purpose(string attribute, AttributeData data, ITypeSymbol type) => attribute switch
    {
        "Range" when data.ConstructorArguments.Length == 2 && !ReadableTypes.IsNumber(type) => "numbers, or for other types with [Range(typeof(...), ...)]",
        "StringLength" or "EmailAddress" or "Phone" or "Url" or "CreditCard" or "Base64String" when type.SpecialType != SpecialType.System_String => "strings",
        "MinLength" or "MaxLength" or "Length" when type.SpecialType != SpecialType.System_String && ReadableTypes.ItemOf(type) is null => "strings, lists and dictionaries",
        _ => null,
    };
}
