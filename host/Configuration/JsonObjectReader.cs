using System.Text;
using System.Text.Json;

namespace ReWorkerHost.Configuration;

/// <summary>Reads one object of a configuration file and notes every error with the path of its key.</summary>
internal sealed class JsonObjectReader
{
    private readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);
    private readonly List<string> errors;

    /// <summary>Takes an object; unknown and repeated keys are errors.</summary>
    /// <param name="json">The value, which should be an object.</param>
    /// <param name="path">Its path, empty for the whole file.</param>
    /// <param name="known">The keys it may have, or <see langword="null"/> where they are names that the user chose.</param>
    /// <param name="errors">Where errors go.</param>
    public JsonObjectReader(JsonElement json, string path, IReadOnlyCollection<string>? known, List<string> errors)
    {
        Path = path;
        this.errors = errors;
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"{(path.Length == 0 ? "the file" : path)}: expected an object, got {Describe(json)}");
            return;
        }

        var comparer = known is null ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var seen = new HashSet<string>(comparer);
        foreach (var property in json.EnumerateObject())
        {
            if (!seen.Add(property.Name)) errors.Add($"{PathOf(property.Name)}: it is there more than once: keep one");
            else if (known is null || known.Contains(property.Name)) values[property.Name] = property.Value;
            else errors.Add($"{PathOf(property.Name)}: unknown key, {NearestName.Suggest(property.Name, known)}");
        }
    }

    /// <summary>The object's path.</summary>
    public string Path { get; }

    /// <summary>The keys that are there.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> Values => values;

    /// <summary>The path of one of its keys.</summary>
    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>A value as it is, or <see langword="null"/>.</summary>
    public JsonElement? Any(string key) => values.TryGetValue(key, out var value) ? value : null;

    /// <summary>A boolean, or <see langword="null"/> where it is missing or wrong.</summary>
    public bool? Boolean(string key) => Read<bool?>(key, "true or false", value =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null);

    /// <summary>A whole number within bounds, or <see langword="null"/> where it is missing or wrong.</summary>
    public int? Integer(string key, int least, int most) => Bounded(key, "a whole number", least, most, value =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null) is { } whole ? (int)whole : null;

    /// <summary>A number within bounds, or <see langword="null"/> where it is missing or wrong.</summary>
    public double? Number(string key, double least, double most) => Bounded(key, "a number", least, most, value =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null);

    /// <summary>A text of 1 to 255 bytes (the limit of AMQP's short strings), or <see langword="null"/> where it is missing or wrong.</summary>
    public string? Name(string key) => Read(key, "a text of 1 to 255 bytes", AsName);

    /// <summary>A list of such texts, or <see langword="null"/> where it is missing or wrong.</summary>
    public IReadOnlyList<string>? Names(string key) => Read<IReadOnlyList<string>>(key, "a list of texts of 1 to 255 bytes", value =>
    {
        if (value.ValueKind != JsonValueKind.Array) return null;
        var names = value.EnumerateArray().Select(AsName).OfType<string>().ToList();
        return names.Count == value.GetArrayLength() ? names : null;
    });

    /// <summary>A list of SHA-256 hashes in hexadecimal, or <see langword="null"/> where it is missing or wrong.</summary>
    public IReadOnlyList<string>? Hashes(string key) => Read<IReadOnlyList<string>>(key, "a list of SHA-256 hashes of 64 hexadecimal digits", value =>
    {
        if (value.ValueKind != JsonValueKind.Array) return null;
        var hashes = value.EnumerateArray().Select(AsName).OfType<string>().Where(hash => hash.Length == 64 && hash.All(char.IsAsciiHexDigit)).ToList();
        return hashes.Count == value.GetArrayLength() ? hashes : null;
    });

    /// <summary>A text, or <see langword="null"/> where it is missing or wrong.</summary>
    public string? Text(string key) => Read(key, "a text", value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    /// <summary>One of an enum's names in lower camel case, or <see langword="null"/> where it is missing or wrong.</summary>
    public T? Choice<T>(string key) where T : struct, Enum
    {
        var names = Enum.GetNames<T>().ToDictionary(JsonNamingPolicy.CamelCase.ConvertName, Enum.Parse<T>);
        return Read<T?>(key, $"one of {string.Join(", ", names.Keys)}", value =>
            value.ValueKind == JsonValueKind.String && names.TryGetValue(value.GetString()!, out var choice) ? choice : null);
    }

    private double? Bounded(string key, string expected, double least, double most, Func<JsonElement, double?> read)
    {
        if (Read(key, expected, read) is not { } number) return null;
        if (number >= least && number <= most) return number;
        errors.Add(FormattableString.Invariant($"{PathOf(key)}: {number} is not between {least} and {most}"));
        return null;
    }

    private T? Read<T>(string key, string expected, Func<JsonElement, T?> read)
    {
        if (!values.TryGetValue(key, out var value)) return default;
        var result = read(value);
        if (result is null) errors.Add($"{PathOf(key)}: expected {expected}, got {Describe(value)}");
        return result;
    }

    private static string? AsName(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Encoding.UTF8.GetByteCount(value.GetString()!) is >= 1 and <= 255 ? value.GetString() : null;

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => value.GetRawText() is { Length: <= 60 } text ? text : $"{value.GetRawText()[..60]}...",
    };
}
