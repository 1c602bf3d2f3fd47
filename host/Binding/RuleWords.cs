using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>What a value must hold to, in words.</summary>
internal static class RuleWords
{
    /// <summary>What types hold at most. Who writes one of these as a bound means that there is none.</summary>
    private static readonly double[] NoBounds =
    [
        int.MinValue, int.MaxValue, uint.MaxValue, long.MinValue, long.MaxValue, ulong.MaxValue,
        float.MinValue, float.MaxValue, (double)decimal.MinValue, (double)decimal.MaxValue, double.MinValue, double.MaxValue, double.NegativeInfinity, double.PositiveInfinity,
    ];

    /// <summary>The messages of those attributes that have one without being given one.</summary>
    private static readonly string?[] Usual =
        [.. new ValidationAttribute[] { new AllowedValuesAttribute(), new DeniedValuesAttribute(), new EmailAddressAttribute(), new UrlAttribute() }.Select(rule => rule.ErrorMessage)];

    /// <summary>The words for each rule that has any.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="schema">The member's schema, with the narrower of the type's bounds and the rules'.</param>
    /// <param name="key">The member's key.</param>
    public static IReadOnlyList<string> Of(IEnumerable<ValidationAttribute> rules, JsonObject schema, string key) =>
        [.. rules.Where(rule => rule is not RequiredAttribute).Select(rule => Words(rule, schema, key)).Where(words => words.Length > 0).Distinct()];

    private static string Words(ValidationAttribute rule, JsonObject schema, string key) => rule switch
    {
        { ErrorMessageResourceName: not null } => rule.FormatErrorMessage(key),
        { ErrorMessage: { } message } when !Usual.Contains(message) => rule.FormatErrorMessage(key),
        RangeAttribute range when RuleSchema.Number(range.Minimum) is null || RuleSchema.Number(range.Maximum) is null => FormattableString.Invariant($"{range.Minimum} to {range.Maximum}"),
        RangeAttribute => Range(schema),
        StringLengthAttribute length => Size(length.MinimumLength, length.MaximumLength, "character"),
        LengthAttribute length => Size(length.MinimumLength, length.MaximumLength, Unit(schema)),
        MinLengthAttribute least => Size(least.Length, null, Unit(schema)),
        MaxLengthAttribute { Length: < 0 } => "",
        MaxLengthAttribute most => Size(0, most.Length, Unit(schema)),
        RegularExpressionAttribute expression => $"matching {expression.Pattern}",
        AllowedValuesAttribute allowed => $"one of {Values(allowed.Values)}",
        DeniedValuesAttribute denied => $"none of {Values(denied.Values)}",
        EmailAddressAttribute => "an e-mail address",
        UrlAttribute => "a URL (http, https or ftp)",
        _ => rule.FormatErrorMessage(key),
    };

    private static string Range(JsonObject schema)
    {
        var (least, above) = (Bound(schema, "minimum"), Bound(schema, "exclusiveMinimum"));
        var (most, below) = (Bound(schema, "maximum"), Bound(schema, "exclusiveMaximum"));
        if (least is not null && most is not null) return $"{least} to {most}";
        var lower = least is not null ? $"at least {least}" : above is not null ? $"more than {above}" : "";
        var upper = most is not null ? $"at most {most}" : below is not null ? $"less than {below}" : "";
        return lower.Length > 0 && upper.Length > 0 ? $"{lower} and {upper}" : lower + upper;
    }

    private static string? Bound(JsonObject schema, string keyword) =>
        schema[keyword] is { } bound && !NoBounds.Contains(double.Parse(bound.ToJsonString(), CultureInfo.InvariantCulture)) ? bound.ToJsonString() : null;

    private static string Size(int least, int? most, string unit)
    {
        var plural = $"{unit}{((most ?? least) == 1 ? "" : "s")}";
        if (most is null) return $"at least {least} {plural}";
        if (least == most) return $"{least} {plural}";
        return least <= 0 ? $"at most {most} {plural}" : $"{least} to {most} {plural}";
    }

    private static string Unit(JsonObject schema) => RuleSchema.Is(schema, "string") ? "character" : "item";

    private static string Values(object?[] values) => string.Join(", ", values.Select(value => value switch
    {
        null => "null",
        Enum name => ParameterName.Of(name.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    }));
}
