using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ReWorkerHost.Plugins.Settings;

/// <summary>Reads settings key by key, and collects everything that is wrong with them.</summary>
/// <param name="root">The key of the plugin's settings in <c>plugins.json</c>, for messages.</param>
internal sealed class SettingsReader(string root)
{
    private readonly List<string> problems = [];

    /// <summary>Ends the reading.</summary>
    /// <exception cref="InvalidDataException">Something was wrong; the text names each by its key.</exception>
    public void Complete()
    {
        if (problems.Count > 0) throw new InvalidDataException(string.Join("; ", problems));
    }

    /// <summary>Refuses the keys of an object that are not among those that are known, and what is no object.</summary>
    public void Expect(IConfiguration settings, params IReadOnlyList<string> known)
    {
        var expected = $"{string.Join(", ", known.SkipLast(1))} or {known[^1]}";
        if (settings is IConfigurationSection { Value: { Length: > 0 } } text) Refuse(text, $"expected an object with {expected}");
        foreach (var section in settings.GetChildren().Where(section => !known.Contains(section.Key, StringComparer.OrdinalIgnoreCase)))
        {
            Refuse(section, $"unknown, expected {expected}");
        }
    }

    /// <summary>A list of strings.</summary>
    /// <param name="settings">The object that holds it.</param>
    /// <param name="key">Its key.</param>
    /// <param name="otherwise">What it is where it is not there.</param>
    /// <param name="isRight">Whether an entry can be used.</param>
    /// <param name="expected">What an entry must be, for messages.</param>
    public IReadOnlyList<string> Texts(IConfiguration settings, string key, IReadOnlyList<string> otherwise, Func<string, bool> isRight, string expected)
    {
        var list = settings.GetSection(key);
        if (!list.Exists() && list.Value is null) return otherwise;
        var entries = list.GetChildren().ToList();
        if (!string.IsNullOrEmpty(list.Value) || entries.Any(entry => !int.TryParse(entry.Key, out _)))
        {
            Refuse(list, $"expected a list; an entry is {expected}");
            return otherwise;
        }

        foreach (var entry in entries.Where(entry => entry.Value is null || !isRight(entry.Value))) Refuse(entry, $"expected {expected}");
        return [.. entries.Select(entry => entry.Value ?? "")];
    }

    /// <summary>A string, or <see langword="null"/> where it is not there.</summary>
    public string? Text(IConfiguration settings, string key, Func<string, bool> isRight, string expected)
    {
        var text = settings.GetSection(key);
        if (!text.Exists()) return null;
        if (text.Value is { } value && isRight(value)) return value;
        Refuse(text, $"expected {expected}");
        return null;
    }

    /// <summary>A whole number, or <see langword="null"/> where it is not there.</summary>
    public int? Number(IConfiguration settings, string key, int least, int most, string unit)
    {
        var number = settings.GetSection(key);
        if (!number.Exists()) return null;
        if (int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Refuse(number, $"expected {unit}, {least} to {most}");
        return null;
    }

    private void Refuse(IConfigurationSection section, string problem)
    {
        var path = section.Path.Split(':').Aggregate(root, (whole, key) => int.TryParse(key, out _) ? $"{whole}[{key}]" : $"{whole}.{key}");
        problems.Add($"{path}: {problem}");
    }
}
