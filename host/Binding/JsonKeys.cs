using System.Text.Json;

namespace ReWorkerHost.Binding;

/// <summary>The keys of a JSON object, matched ignoring case and underscores.</summary>
internal sealed class JsonKeys
{
    private readonly Dictionary<string, KeyValuePair<string, JsonElement>> values = new(ParameterName.Comparer);
    private readonly HashSet<string>? promised;

    /// <summary>Takes an object's keys. Where two match each other, the last one counts, as the last of two equal ones does in JSON.</summary>
    public JsonKeys(JsonElement json)
    {
        foreach (var property in json.EnumerateObject()) values[property.Name] = new(property.Name, property.Value);
    }

    /// <summary>Takes named values.</summary>
    /// <param name="named">The values.</param>
    /// <param name="promised">Names of values that will be given, and are not known yet.</param>
    public JsonKeys(IEnumerable<KeyValuePair<string, JsonElement>> named, IReadOnlyCollection<string> promised)
    {
        this.promised = promised.ToHashSet(ParameterName.Comparer);
        foreach (var value in named) values[value.Key] = value;
    }

    /// <summary>Finds a value.</summary>
    public bool TryGet(string key, out JsonElement value)
    {
        var found = values.TryGetValue(key, out var entry);
        value = entry.Value;
        return found;
    }

    /// <summary>A value will be given and is not known yet.</summary>
    public bool IsPromised(string key) => promised?.Contains(key) == true && !values.ContainsKey(key);

    /// <summary>A key as it was written in the job, or as it is shown where it was not given.</summary>
    public string Spelling(string key) => values.TryGetValue(key, out var entry) ? entry.Key : key;
}
