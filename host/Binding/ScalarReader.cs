using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReWorkerHost.Binding;

/// <summary>Reads values that are one JSON string, number or boolean.</summary>
/// <param name="typeName">The type in words.</param>
/// <param name="type">The type in a JSON Schema.</param>
/// <param name="read">Gives a value, or <see langword="null"/> where it is none of the type.</param>
/// <param name="keywords">More keywords of the JSON Schema.</param>
/// <param name="expected">What is expected, in words, for the error about another value. Default: the type.</param>
internal sealed class ScalarReader(string typeName, string type, Func<JsonElement, object?> read, string keywords = "", string? expected = null) : IValueReader
{
    private const string WholeNumber = "a whole number";

    /// <summary>What <see cref="JsonElement.TryGetDateTime"/> takes, but for days that a month does not have.</summary>
    private const string Moment =
        """, "pattern": "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,16})?)?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)?)?$" """;

    private static readonly Dictionary<Type, ScalarReader> Known = new()
    {
        [typeof(string)] = new("a string", "string", json => json.GetString()),
        [typeof(bool)] = new("true or false", "boolean", json => json.GetBoolean()),
        [typeof(double)] = new("a number", "number", json => json.TryGetDouble(out var value) && double.IsFinite(value) ? value : null),
        [typeof(float)] = new("a number", "number", json => json.TryGetSingle(out var value) && float.IsFinite(value) ? value : null),
        [typeof(decimal)] = new("a number", "number", json => json.TryGetDecimal(out var value) ? value : null, Limits(decimal.MinValue, decimal.MaxValue)),
        [typeof(byte)] = Whole(byte.MinValue, byte.MaxValue, value => (byte)value),
        [typeof(sbyte)] = Whole(sbyte.MinValue, sbyte.MaxValue, value => (sbyte)value),
        [typeof(short)] = Whole(short.MinValue, short.MaxValue, value => (short)value),
        [typeof(ushort)] = Whole(ushort.MinValue, ushort.MaxValue, value => (ushort)value),
        [typeof(int)] = Whole(int.MinValue, int.MaxValue, value => (int)value),
        [typeof(uint)] = Whole(uint.MinValue, uint.MaxValue, value => (uint)value),
        [typeof(long)] = Whole(long.MinValue, long.MaxValue, value => (long)value),
        [typeof(ulong)] = Whole(ulong.MinValue, ulong.MaxValue, value => (ulong)value),
        [typeof(Guid)] = new("a GUID", "string", json => json.TryGetGuid(out var value) ? value : null, """, "format": "uuid", "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$" """),
        [typeof(DateTime)] = new("a date and time (ISO 8601)", "string", json => json.TryGetDateTime(out var value) ? value : null, Moment),
        [typeof(DateTimeOffset)] = new("a date and time (ISO 8601)", "string", json => json.TryGetDateTimeOffset(out var value) ? value : null, Moment),
        [typeof(TimeSpan)] = new("a duration in seconds", "number", Duration, Limits((long)TimeSpan.MinValue.TotalSeconds, (long)TimeSpan.MaxValue.TotalSeconds)),
        [typeof(Uri)] = new("an absolute URI", "string", json => Uri.TryCreate(json.GetString(), UriKind.Absolute, out var value) ? value : null, """, "format": "uri" """),
    };

    private readonly JsonValueKind kind = type switch { "string" => JsonValueKind.String, "boolean" => JsonValueKind.True, _ => JsonValueKind.Number };

    /// <inheritdoc/>
    public string TypeName => typeName;

    /// <summary>The type in words, without the limits that it has by itself.</summary>
    public string UnlimitedTypeName => type == "integer" ? WholeNumber : typeName;

    /// <inheritdoc/>
    public JsonObject Schema => JsonNode.Parse($$"""{ "type": "{{type}}" {{keywords}} }""")!.AsObject();

    /// <summary>The reader for a type, or <see langword="null"/> where it is none of these.</summary>
    public static ScalarReader? For(Type type) => Known.GetValueOrDefault(type);

    /// <inheritdoc/>
    public object? Read(JsonElement json, string path, List<string> errors)
    {
        var value = json.ValueKind == kind || (kind == JsonValueKind.True && json.ValueKind == JsonValueKind.False) ? read(json) : null;
        if (value is null) errors.Add(JsonKind.Mismatch(path, expected ?? typeName, json));
        return value;
    }

    /// <summary>
    /// JSON knows no whole numbers: 2.0 is one as well as 2. An error names the limits of an <see cref="int"/> too; a description need not.
    /// </summary>
    private static ScalarReader Whole(decimal least, decimal most, Func<decimal, object> convert)
    {
        var limited = FormattableString.Invariant($"{WholeNumber} from {least} to {most}");
        return new ScalarReader(
            least > int.MinValue && most < int.MaxValue ? limited : WholeNumber,
            "integer",
            json => json.TryGetDecimal(out var value) && decimal.Truncate(value) == value && value >= least && value <= most ? convert(value) : null,
            Limits(least, most),
            least >= int.MinValue && most <= int.MaxValue ? limited : WholeNumber);
    }

    private static string Limits(IFormattable least, IFormattable most) => FormattableString.Invariant($", \"minimum\": {least}, \"maximum\": {most}");

    private static object? Duration(JsonElement json) =>
        json.TryGetDouble(out var seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
