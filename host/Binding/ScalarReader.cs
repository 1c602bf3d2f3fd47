using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>Reads values that are one JSON string, number or boolean.</summary>
internal sealed class ScalarReader(string typeName, JsonValueKind kind, Func<JsonElement, object?> read) : IValueReader
{
    private static readonly Dictionary<Type, ScalarReader> Known = new()
    {
        [typeof(string)] = new("a string", JsonValueKind.String, json => json.GetString()),
        [typeof(bool)] = new("true or false", JsonValueKind.True, json => json.GetBoolean()),
        [typeof(double)] = new("a number", JsonValueKind.Number, json => json.TryGetDouble(out var value) && double.IsFinite(value) ? value : null),
        [typeof(float)] = new("a number", JsonValueKind.Number, json => json.TryGetSingle(out var value) && float.IsFinite(value) ? value : null),
        [typeof(decimal)] = new("a number", JsonValueKind.Number, json => json.TryGetDecimal(out var value) ? value : null),
        [typeof(byte)] = Whole(byte.MinValue, byte.MaxValue, value => (byte)value),
        [typeof(sbyte)] = Whole(sbyte.MinValue, sbyte.MaxValue, value => (sbyte)value),
        [typeof(short)] = Whole(short.MinValue, short.MaxValue, value => (short)value),
        [typeof(ushort)] = Whole(ushort.MinValue, ushort.MaxValue, value => (ushort)value),
        [typeof(int)] = Whole(int.MinValue, int.MaxValue, value => (int)value),
        [typeof(uint)] = Whole(uint.MinValue, uint.MaxValue, value => (uint)value),
        [typeof(long)] = Whole(long.MinValue, long.MaxValue, value => (long)value),
        [typeof(ulong)] = Whole(ulong.MinValue, ulong.MaxValue, value => (ulong)value),
        [typeof(Guid)] = new("a GUID", JsonValueKind.String, json => json.TryGetGuid(out var value) ? value : null),
        [typeof(DateTime)] = new("a date and time (ISO 8601)", JsonValueKind.String, json => json.TryGetDateTime(out var value) ? value : null),
        [typeof(DateTimeOffset)] = new("a date and time (ISO 8601)", JsonValueKind.String, json => json.TryGetDateTimeOffset(out var value) ? value : null),
        [typeof(TimeSpan)] = new("a duration in seconds", JsonValueKind.Number, Duration),
        [typeof(Uri)] = new("an absolute URI", JsonValueKind.String, json => Uri.TryCreate(json.GetString(), UriKind.Absolute, out var value) ? value : null),
    };

    /// <inheritdoc/>
    public string TypeName => typeName;

    /// <summary>The reader for a type, or <see langword="null"/> where it is none of these.</summary>
    public static ScalarReader? For(Type type) => Known.GetValueOrDefault(type);

    /// <inheritdoc/>
    public object? Read(JsonElement json, string path, List<string> errors)
    {
        var value = json.ValueKind == kind || (kind == JsonValueKind.True && json.ValueKind == JsonValueKind.False) ? read(json) : null;
        if (value is null) errors.Add(JsonKind.Mismatch(path, typeName, json));
        return value;
    }

    /// <summary>JSON knows no whole numbers: 2.0 is one as well as 2.</summary>
    private static ScalarReader Whole(decimal least, decimal most, Func<decimal, object> convert) => new(
        FormattableString.Invariant($"a whole number{(least < int.MinValue || most > int.MaxValue ? "" : $" from {least} to {most}")}"),
        JsonValueKind.Number,
        json => json.TryGetDecimal(out var value) && decimal.Truncate(value) == value && value >= least && value <= most ? convert(value) : null);

    private static object? Duration(JsonElement json) =>
        json.TryGetDouble(out var seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
