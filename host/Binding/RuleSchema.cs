using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>The attributes of <c>System.ComponentModel.DataAnnotations</c> as keywords of a JSON Schema. Those that it has no keyword for are left out.</summary>
internal static class RuleSchema
{
    /// <summary>Adds the keywords of a rule to a member's schema.</summary>
    public static void Add(JsonObject schema, ValidationAttribute rule)
    {
        switch (rule)
        {
            case RequiredAttribute required:
                RefuseNull(schema);
                if (!required.AllowEmptyStrings && Is(schema, "string")) Add(schema, "pattern", @"\S");
                break;
            case RangeAttribute range:
                AddRange(schema, range);
                break;
            case StringLengthAttribute length when Is(schema, "string"):
                AddSize(schema, length.MinimumLength, length.MaximumLength);
                break;
            case LengthAttribute length:
                AddSize(schema, length.MinimumLength, length.MaximumLength);
                break;
            case MinLengthAttribute least:
                AddSize(schema, least.Length, null);
                break;
            case MaxLengthAttribute most:
                AddSize(schema, 0, most.Length < 0 ? null : most.Length);
                break;
            case RegularExpressionAttribute expression when Is(schema, "string"):
                Add(schema, "pattern", $"^(?:{expression.Pattern})?$"); // the attribute lets an empty text pass
                break;
            case AllowedValuesAttribute allowed:
                AddValues(schema, allowed.Values, isDenied: false);
                break;
            case DeniedValuesAttribute denied:
                AddValues(schema, denied.Values, isDenied: true);
                break;
            case EmailAddressAttribute when Is(schema, "string"):
                Add(schema, "pattern", @"^[^@\r\n]+@[^@\r\n]+$");
                break;
            case UrlAttribute when Is(schema, "string"):
                Add(schema, "pattern", "^([hH][tT][tT][pP][sS]?|[fF][tT][pP])://");
                break;
        }
    }

    /// <summary>A bound as a number, or <see langword="null"/> where it is none.</summary>
    public static double? Number(object? bound) => bound switch
    {
        string text => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null,
        IConvertible value when Type.GetTypeCode(bound.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal => value.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Whether a schema is for values of a type.</summary>
    public static bool Is(JsonObject schema, string type) => schema["type"] switch
    {
        JsonArray types => types[0]!.GetValue<string>() == type,
        JsonValue one => one.GetValue<string>() == type,
        _ => false,
    };

    private static void AddRange(JsonObject schema, RangeAttribute range)
    {
        if (!Is(schema, "integer") && !Is(schema, "number")) return;
        if (Number(range.Minimum) is { } least && IsBound(least) && !(least <= Number(schema["minimum"]?.ToJsonString())))
        {
            schema.Remove("minimum");
            schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = JsonNode.Parse(least.ToString("R", CultureInfo.InvariantCulture));
        }

        if (Number(range.Maximum) is { } most && IsBound(most) && !(most >= Number(schema["maximum"]?.ToJsonString())))
        {
            schema.Remove("maximum");
            schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = JsonNode.Parse(most.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A larger number is as good as none, and one that many validators can't read.</summary>
    private static bool IsBound(double number) => Math.Abs(number) < (double)decimal.MaxValue;

    private static void AddSize(JsonObject schema, int least, int? most)
    {
        var what = Is(schema, "string") ? "Length" : Is(schema, "array") ? "Items" : Is(schema, "object") ? "Properties" : null;
        if (what is null) return;
        if (least > 0) Add(schema, $"min{what}", least);
        if (most is { } limit) Add(schema, $"max{what}", limit);
    }

    private static void AddValues(JsonObject schema, object?[] values, bool isDenied)
    {
        if (values.Any(value => value is not (null or string or bool or Enum) && Number(value) is null)) return;
        var names = values.OfType<Enum>().Select(value => (JsonNode?)new JsonObject { ["type"] = "string", ["pattern"] = NamePattern.Loose(value.ToString()) });
        var others = new JsonArray([.. values.Where(value => value is not Enum).Select(value => JsonValue.Create(value))]);
        var any = new JsonObject { ["anyOf"] = new JsonArray([.. names, new JsonObject { ["enum"] = others }]) };
        if (values.Any(value => value is Enum)) Add(schema, isDenied ? "not" : "allOf", isDenied ? any : new JsonArray(any));
        else if (isDenied) Add(schema, "not", new JsonObject { ["enum"] = others.DeepClone() });
        else Add(schema, "enum", others.DeepClone());
    }

    private static void RefuseNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types) schema["type"] = types[0]!.DeepClone();
        else if (schema["type"] is null) Add(schema, "not", new JsonObject { ["type"] = "null" });
    }

    /// <summary>A keyword can be in a schema once; another of its kind goes beside it.</summary>
    private static void Add(JsonObject schema, string keyword, JsonNode value)
    {
        if (!schema.ContainsKey(keyword)) schema[keyword] = value;
        else if (schema["allOf"] is JsonArray all) all.Add(keyword == "allOf" ? value.AsArray()[0]!.DeepClone() : new JsonObject { [keyword] = value });
        else schema["allOf"] = new JsonArray(new JsonObject { [keyword] = value });
    }
}
